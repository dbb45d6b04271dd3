package io.weft.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.PrivateKey;
import java.util.stream.Stream;

/** Who may know whom among the sidecar's stages, and what none of them may do. */
final class ProxyRules {
    /** Stages which serve both directions. */
    private static final String[] SHARED = {
        "proxy.transport",
        "proxy.tls",
        "proxy.detect",
        "proxy.http",
        "proxy.route",
        "proxy.balance",
        "proxy.errors",
        "proxy.control",
        "proxy.identity",
        "proxy.config",
        "proxy.admin",
        "proxy.telemetry"
    };

    /** Where bytes of the application pass. */
    private static final String[] DATA_PATH = {
        "proxy.http", "proxy.inbound", "proxy.outbound", "proxy.balance", "proxy.detect", "proxy.tls"
    };

    static final HouseRule INBOUND_AND_OUTBOUND_NEVER_MEET = new HouseRule(
            "directionsmeet",
            root -> Rules.all(
                    Stream.of(
                            noClasses()
                                    .that()
                                    .resideInAPackage(root.tree("proxy.inbound"))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(root.tree("proxy.outbound")),
                            noClasses()
                                    .that()
                                    .resideInAPackage(root.tree("proxy.outbound"))
                                    .should()
                                    .dependOnClassesThat()
                                    .resideInAPackage(root.tree("proxy.inbound"))),
                    "the directions share stages, not each other: move what both need to the stage it belongs to"));

    static final HouseRule STAGES_KNOW_NO_DIRECTION = new HouseRule(
            "stageknowsdirection",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(SHARED))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root.trees("proxy.inbound", "proxy.outbound"))
                    .because("a stage serves both directions: take what differs as a parameter or a listener"));

    static final HouseRule BALANCE_DOES_NOT_KNOW_HTTP = new HouseRule(
            "balanceknowshttp",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.tree("proxy.balance"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(root.trees(new String[] {"io.netty.handler.codec.."}, "proxy.http"))
                    .because(
                            "requests and connections are balanced alike: report a load and an outcome to it, no message"));

    static final HouseRule TELEMETRY_CALLS_NOBODY_BACK = new HouseRule(
            "telemetrycalls",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.tree("proxy.telemetry"))
                    .should()
                    .dependOnClassesThat(
                            Rules.inPackage(root.tree("proxy")).and(Rules.outside(root.tree("proxy.telemetry"))))
                    .because("everyone calls telemetry, so it can know nobody: pass it labels and numbers"));

    static final HouseRule NO_OPERATORS_ON_THE_DATA_PATH = new HouseRule(
            "operators",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(DATA_PATH))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("reactor.core..", "org.reactivestreams..")
                    .because(
                            "an operator chain costs each message allocations and a third more time: write a handler in"
                                    + " the channel's pipeline"));

    static final HouseRule A_KEY_GOES_THROUGH_NO_KEY_STORE = new HouseRule(
            "keystore",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.tree("proxy"))
                    .should()
                    .accessTargetWhere(givesItsKeyAway())
                    .because("Netty puts a bare key into a key store that hashes ten thousand times, for each context:"
                            + " a tenth of a second of each start; give it ShownCertificate's factory"));

    private ProxyRules() {}

    private static DescribedPredicate<JavaAccess<?>> givesItsKeyAway() {
        return DescribedPredicate.describe(
                "gives TLS a bare key",
                call -> call.getTargetOwner().isEquivalentTo(SslContextBuilder.class)
                        && call.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getRawParameterTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(PrivateKey.class)));
    }
}
