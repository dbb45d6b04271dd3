package io.weft.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JaegerDashboardCommandTest {
    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster().listening(4711).apply("""
            apiVersion: v1
            kind: Namespace
            metadata: {name: seen, labels: {linkerd.io/extension: jaeger}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: jaeger-1, namespace: seen, labels: {component: jaeger}}
            status: {conditions: [{type: Ready, status: "True"}]}
            """);
    private final List<String> opened = new ArrayList<>();

    @Test
    void pageIsForwardedAndOpened() {
        assertThat(dashboard("-p=0")).isZero();

        assertThat(opened).containsExactly("http://localhost:4711/jaeger");
        assertThat(cluster.forwarded()).containsExactly("seen/jaeger-1:16686 at 127.0.0.1:0", "closed");
    }

    @Test
    void addressAloneIsToldWhereThatIsAskedFor() {
        assertThat(dashboard("-p=0", "--show-url")).isZero();

        assertThat(printed.out()).contains("http://localhost:4711/jaeger");
        assertThat(opened).isEmpty();
    }

    private int dashboard(String... arguments) {
        return new CommandLine(new JaegerDashboardCommand(printed.console(), options -> cluster, opened::add, () -> {}))
                .registerConverter(Duration.class, text -> Duration.ZERO)
                .execute(arguments);
    }
}
