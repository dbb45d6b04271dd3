package io.weft.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.weft.architecture.Modules.JDK;

import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which module may know which. */
final class ModuleRules {
    static final HouseRule CORE_KNOWS_NOBODY = onlyKnows(
            "corefriends",
            "core",
            new String[0],
            "mesh-core is the vocabulary everyone shares: leave here the value, and put what needs a library where it is used");

    static final HouseRule API_KNOWS_PROTOBUF_AND_GRPC = onlyKnows(
            "apifriends",
            "api",
            new String[] {"com.google..", "io.grpc.."},
            "mesh-api is what protoc makes of the contract: write code by hand in the module that speaks it");

    static final HouseRule KUBERNETES_KNOWS_CORE_JACKSON_AND_ITS_CLIENT = onlyKnows(
            "kubernetesfriends",
            "kubernetes",
            new String[] {"tools.jackson..", "com.fasterxml.jackson.annotation..", "io.fabric8.."},
            "mesh-kubernetes is read by services and the command line alike: keep Spring, gRPC and logging with them, and hand"
                    + " what is worth saying to a listener",
            "core");

    static final HouseRule ONLY_ITS_FEED_KNOWS_THE_CLUSTERS_CLIENT = new HouseRule(
            "clusterclient",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.tree("kubernetes"))
                    .and()
                    .resideOutsideOfPackage(root.tree("kubernetes.feed.kubernetes"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.fabric8..")
                    .because(
                            "who reads a folder carries no client, and who listens cannot tell which feed it hears: turn what"
                                    + " the API server says into resources in feed.kubernetes"));

    static final HouseRule INJECTION_KNOWS_CORE_RESOURCE_AND_JACKSON = onlyKnows(
            "injectionfriends",
            "injection",
            new String[] {"tools.jackson.."},
            "injection is a pure function used by webhook, command line and init container: ask its caller for what a feed"
                    + " or a client would tell",
            "core",
            "kubernetes.resource");

    static final HouseRule MESH_SERVICE_KNOWS_CORE_API_AND_KUBERNETES = onlyKnowsOfOurs(
            "meshservicefriends",
            "service",
            "mesh-service is what every service shares: what one service needs belongs to that service",
            "core",
            "api",
            "kubernetes");

    static final HouseRule PROXY_KNOWS_CORE_AND_API = onlyKnowsOfOurs(
            "proxyfriends",
            "proxy",
            "the sidecar learns everything over the proxy API: have the control plane tell it, in mesh-core's words",
            "core",
            "api");

    static final HouseRule PROXY_KNOWS_NO_SPRING_AND_NO_KUBERNETES = knowsNone(
            "proxycontainer",
            "proxy",
            "start-up time and memory are features of the sidecar: wire by hand in ProxyApp",
            "org.springframework..",
            "io.fabric8..",
            "io.kubernetes..");

    static final HouseRule INIT_KNOWS_CORE_AND_INJECTION = onlyKnows(
            "initfriends",
            "init",
            new String[0],
            "every pod waits for the init container: keep libraries out of it, and put rules that are text into mesh-injection",
            "core",
            "injection");

    static final HouseRule CLI_KNOWS_CORE_KUBERNETES_INJECTION_AND_API = onlyKnowsOfOurs(
            "clifriends",
            "cli",
            "the command line speaks to services over their APIs: call one, or move what both need to a mesh- module",
            "core",
            "kubernetes",
            "injection",
            "api");

    static final HouseRule CLI_KNOWS_NO_SPRING_AND_NO_CLUSTER_FEED = new HouseRule(
            "clicontainer",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.tree("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", root.tree("kubernetes.feed.kubernetes"))
                    .because("a command must start at once, also where no cluster is: wire by hand, read manifests with"
                            + " feed.folder"));

    static final HouseRule PROGRAMS_NEVER_MEET = new HouseRule("programsmeet", ModuleRules::programsNeverMeet);

    static final HouseRule NOTHING_BUT_TESTS_KNOWS_THE_TEST_KIT = new HouseRule(
            "testkitinmain",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .and()
                    .resideOutsideOfPackage(root.tree("testkit"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(root.tree("testkit"))
                    .because(
                            "test doubles do not ship: keep mesh-testkit in test scope, and move what a product needs out"
                                    + " of it"));

    private ModuleRules() {}

    private static ArchRule programsNeverMeet(Root root) {
        return Rules.all(
                Stream.of(Modules.PROGRAMS)
                        .map(program -> noClasses()
                                .that()
                                .resideInAPackage(root.tree(program))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(root.trees(Stream.of(Modules.PROGRAMS)
                                        .filter(other -> !other.equals(program))
                                        .toArray(String[]::new)))
                                .allowEmptyShould(true)),
                "programs are built, shipped and replaced one by one: talk over an API, or move what both need to a mesh-"
                        + " module");
    }

    private static HouseRule onlyKnows(
            String fixture, String module, String[] libraries, String because, String... modules) {
        return new HouseRule(
                fixture,
                root -> classes()
                        .that()
                        .resideInAPackage(root.tree(module))
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(Stream.of(JDK, libraries, root.trees(modules), root.trees(module))
                                .flatMap(Stream::of)
                                .toArray(String[]::new))
                        .because(because));
    }

    private static HouseRule onlyKnowsOfOurs(String fixture, String module, String because, String... modules) {
        return new HouseRule(
                fixture,
                root -> noClasses()
                        .that()
                        .resideInAPackage(root.tree(module))
                        .should()
                        .dependOnClassesThat(Rules.inPackage(root.name() + "..")
                                .and(Rules.outside(Stream.of(root.trees(modules), root.trees(module))
                                        .flatMap(Stream::of)
                                        .toArray(String[]::new))))
                        .because(because));
    }

    private static HouseRule knowsNone(String fixture, String module, String because, String... packages) {
        return new HouseRule(
                fixture,
                root -> noClasses()
                        .that()
                        .resideInAPackage(root.tree(module))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages)
                        .because(because));
    }
}
