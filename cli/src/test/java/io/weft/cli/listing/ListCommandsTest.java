package io.weft.cli.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ListCommandsTest {
    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster()
            .apply("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}")
            .apply("""
                    apiVersion: v1
                    kind: Namespace
                    metadata: {name: hidden, annotations: {viz.linkerd.io/disable-tap: "true"}}
                    """)
            .apply(pod("shop", "b", "viz.linkerd.io/tap-enabled: \"true\""))
            .apply(pod(
                    "shop", "a", "viz.linkerd.io/tap-enabled: \"true\", jaeger.linkerd.io/tracing-enabled: \"true\""))
            .apply(pod("shop", "mute", "viz.linkerd.io/disable-tap: \"true\""))
            .apply(pod("shop", "old", ""))
            .apply(pod("hidden", "quiet", ""))
            .apply("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: bare, namespace: shop}
                    spec: {containers: [{name: app}]}
                    """);

    @Test
    void podsAreGroupedByWhetherTheyShowTheirTraffic() {
        assertThat(run(new VizListCommand(printed.console(), options -> cluster), "-A"))
                .isEqualTo("""
                        Pods with tap enabled:
                        \t* shop/a
                        \t* shop/b

                        Pods with tap disabled:
                        \t* hidden/quiet
                        \t* shop/mute

                        Pods missing tap configuration (restart these pods to enable tap):
                        \t* shop/old

                        """);
    }

    @Test
    void podsAreGroupedByWhetherTheySendSpans() {
        assertThat(run(new JaegerListCommand(printed.console(), options -> cluster), "-n", "shop"))
                .isEqualTo("""
                        Pods with tracing enabled:
                        \t* shop/a

                        Pods missing tracing configuration (restart these pods to enable tracing):
                        \t* shop/b
                        \t* shop/mute
                        \t* shop/old

                        """);
    }

    @Test
    void namespaceOfTheContextIsTheDefault() {
        assertThat(run(new VizListCommand(printed.console(), options -> cluster)))
                .isEmpty();
    }

    private String run(Callable<Integer> command, String... arguments) {
        assertThat(new CommandLine(command).execute(arguments)).isZero();
        return printed.out();
    }

    private static String pod(String namespace, String name, String annotations) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  namespace: %s
                  labels: {linkerd.io/control-plane-ns: linkerd}
                  annotations: {%s}
                spec: {initContainers: [{name: linkerd-proxy}], containers: [{name: app}]}
                """.formatted(name, namespace, annotations);
    }
}
