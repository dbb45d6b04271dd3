package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.Versions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JaegerCheckTest {
    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster().apply("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: seen, labels: {linkerd.io/extension: jaeger}}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: jaeger-1
              namespace: seen
              labels: {component: jaeger, linkerd.io/extension: jaeger}
              annotations: {linkerd.io/proxy-version: "%s"}
            spec:
              initContainers: [{name: linkerd-proxy}]
              containers: [{name: jaeger}]
            status:
              phase: Running
              conditions: [{type: Ready, status: "True"}]
              initContainerStatuses: [{name: linkerd-proxy, ready: true}]
            """.formatted(Versions.own()));

    @Test
    void whatRunsIsWell() {
        assertThat(check()).isZero();
        assertThat(printed.out()).contains("linkerd-jaeger").doesNotContain("×", "‼");
    }

    @Test
    void whatIsNotThereIsAFailure() {
        cluster.remove("Namespace", "seen");

        assertThat(check()).isEqualTo(1);
        assertThat(printed.out()).contains("docs/checks.md#l5d-jaeger-ns-exists");
    }

    @Test
    void withoutPodsItIsAWarning() {
        cluster.remove("Pod", "jaeger-1");

        assertThat(check()).isZero();
        assertThat(printed.out()).contains("docs/checks.md#l5d-jaeger-pods-running");
    }

    private int check() {
        return new CommandLine(new JaegerCheckCommand(printed.console(), options -> cluster))
                .registerConverter(Duration.class, text -> Duration.ZERO)
                .execute();
    }
}
