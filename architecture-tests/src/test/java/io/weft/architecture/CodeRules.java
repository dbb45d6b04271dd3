package io.weft.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** What has hurt someone, and the way out. A method reference counts as the call it stands for. */
final class CodeRules {
    /** Where threads are few and shared: event loops and the services' one bounded pool. */
    private static final String[] NEVER_BLOCK = {
        "proxy.transport",
        "proxy.tls",
        "proxy.detect",
        "proxy.http",
        "proxy.inbound",
        "proxy.outbound",
        "proxy.balance",
        "proxy.errors",
        "proxy.telemetry",
        "proxy.admin",
        "destination",
        "viz",
        "injector",
        "ingress",
        "service"
    };

    private static final Set<String> LOOK_UPS =
            Set.of("getByName", "getAllByName", "getLocalHost", "getHostName", "getCanonicalHostName");

    static final HouseRule NO_NAME_IS_LOOKED_UP_ON_AN_EVENT_LOOP = new HouseRule(
            "blockingdns",
            root -> noClasses()
                    .that()
                    .resideInAnyPackage(root.trees(NEVER_BLOCK))
                    .should()
                    .accessTargetWhere(looksUpAName())
                    .because(
                            "DNS may take seconds, and an event loop serves hundreds of connections: InetAddress.ofLiteral"
                                    + " for addresses; for names a lookup on a thread of its own, as HostLookup's"));

    static final HouseRule NOBODY_SLEEPS = new HouseRule(
            "sleep",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .and(waitsForNoKernel(root))
                    .should()
                    .accessTargetWhere(calls("sleep", Thread.class.getName(), "java.util.concurrent.TimeUnit"))
                    .because("who sleeps can neither be woken nor tested: schedule, or wait for what calls back (only"
                            + " cli.machine.Pause waits, between two looks at what the kernel does not announce)"));

    static final HouseRule ONLY_A_MAIN_ENDS_THE_PROCESS = new HouseRule(
            "exit",
            root -> noClasses()
                    .that()
                    .resideInAPackage(root.name() + "..")
                    .and(DescribedPredicate.not(Modules.outermostNameEndsWith("Main")))
                    .should()
                    .accessTargetWhere(calls("exit", System.class.getName(), Runtime.class.getName())
                            .or(calls("halt", Runtime.class.getName())))
                    .because("a process that ends elsewhere skips draining and cannot be tested: throw, and let *Main"
                            + " choose the exit code"));

    private CodeRules() {}

    private static DescribedPredicate<JavaClass> waitsForNoKernel(Root root) {
        return DescribedPredicate.not(Rules.inPackage(root.only("cli.machine")).and(Modules.outermostNamed("Pause")));
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String method, String... owners) {
        return DescribedPredicate.describe(
                "calls " + String.join(" or ", owners) + "." + method,
                call -> call.getName().equals(method)
                        && Set.of(owners).contains(call.getTargetOwner().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> looksUpAName() {
        return DescribedPredicate.describe("looks a name up", call -> {
            String owner = call.getTargetOwner().getName();
            return switch (owner) {
                case "java.net.InetAddress", "java.net.Inet4Address", "java.net.Inet6Address" ->
                    LOOK_UPS.contains(call.getName());
                case "java.net.InetSocketAddress" -> call.getName().equals("getHostName") || takesAName(call);
                case "java.net.Socket" -> takesAName(call);
                default -> false;
            };
        });
    }

    private static boolean takesAName(JavaAccess<?> call) {
        return call.getTarget() instanceof CodeUnitAccessTarget target
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(String.class));
    }
}
