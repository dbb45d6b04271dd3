package io.weft.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** How a fact travels: {@code feed -> index <- grpc}. */
final class ControlPlaneRules {
    private static final String[] INDEXES = Stream.of(
                    "answers",
                    "egress",
                    "endpoints",
                    "index",
                    "policy",
                    "profiles",
                    "routes",
                    "services",
                    "settings",
                    "splits",
                    "statuses",
                    "told",
                    "workloads")
            .map(name -> "destination." + name)
            .toArray(String[]::new);

    static final HouseRule FEED_AND_GRPC_NEVER_MEET = new HouseRule(
            "feedmeetsgrpc",
            root -> Rules.all(
                    Stream.of(
                            knowsNone(root, "destination.feed", "destination.grpc"),
                            knowsNone(root, "destination.grpc", "destination.feed", "kubernetes.feed")),
                    "what a feed says must be joined before it is served: write it to an index, and read it there"));

    static final HouseRule INDEXES_KNOW_NO_NEIGHBOUR = new HouseRule(
            "indexknowsneighbour",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(INDEXES))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            root.trees("destination.feed", "destination.grpc", "destination.app", "kubernetes.feed"))
                    .because("feed -> index <- grpc: let the feed's listener call the index, and grpc watch it"));

    static final HouseRule INDEXES_ARE_PURE = new HouseRule(
            "indexwithlibraries",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(INDEXES))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root.trees(
                            new String[] {"io.grpc..", "com.google.protobuf..", "org.springframework..", "reactor.."},
                            "api",
                            "service"))
                    .because(
                            "an index joins facts, and is tested without a server: take settings as records, answer with"
                                    + " snapshots, and translate in grpc"));

    static final HouseRule INGRESS_RULES_ARE_PURE = new HouseRule(
            "ingressruleswithsockets",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees("ingress.rules", "ingress.headers"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root.trees(
                            new String[] {"io.fabric8.kubernetes.client..", "org.springframework..", "reactor.."},
                            "ingress.certificates",
                            "ingress.edge",
                            "ingress.feed",
                            "ingress.status",
                            "service"))
                    .because(
                            "where a request goes and what it says is a table, and tested as one: take objects, answer with"
                                    + " snapshots, and let feed and edge know the cluster and the sockets"));

    static final HouseRule GENERATED_MESSAGES_STAY_AT_THE_BORDER = new HouseRule(
            "messagesroam",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(
                            "destination", "identity", "injector", "ingress", "viz", "proxy", "service", "cli"))
                    .and()
                    .resideOutsideOfPackages(root.trees("destination.grpc", "identity.grpc"))
                    .and(notAtTheBorder(root))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root.tree("api"))
                    .because("messages are the wire's words: translate them to ours in grpc, or in a class"
                            + " called *Client, *Calls or *Translator"));

    static final HouseRule NOBODY_KNOWS_APP = new HouseRule(
            "appisknown",
            root -> Rules.all(
                    Stream.concat(Stream.of(Modules.SERVICES), Stream.of("proxy"))
                            .map(program -> noClasses()
                                    .that()
                                    .resideInAPackage(root.tree(program))
                                    .and()
                                    .resideOutsideOfPackage(root.tree(program + ".app"))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(root.tree(program + ".app"))
                                    .allowEmptyShould(true)),
                    "only app knows everyone: take what you need through the constructor"));

    private ControlPlaneRules() {}

    /** The transport header is itself a message, and the mint's client is called Mint. */
    private static DescribedPredicate<JavaClass> notAtTheBorder(Root root) {
        return DescribedPredicate.not(Modules.outermostNameEndsWith("Client", "Translator", "Calls")
                .or(Rules.inPackage(root.only("proxy.transport")).and(Modules.outermostNamed("TransportHeader")))
                .or(Rules.inPackage(root.only("cli.machine")).and(Modules.outermostNamed("Mint"))));
    }

    private static ArchRule knowsNone(Root root, String who, String... whom) {
        return noClasses()
                .that()
                .resideInAPackage(root.tree(who))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root.trees(whom))
                .allowEmptyShould(true);
    }
}
