package io.weft.cli.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.testkit.golden.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ClusterStatTest {
    private static final String POD = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: NAME, namespace: shop, labels: {app: APP, linkerd.io/control-plane-ns: linkerd}}
            spec: {initContainers: [{name: linkerd-proxy}]}
            status: {phase: Running}
            """;

    private final FakeCluster cluster = new FakeCluster()
            .apply(POD.replace("NAME", "web-1").replace("APP", "web"))
            .apply(POD.replace("NAME", "web-2").replace("APP", "web"))
            .apply(POD.replace("NAME", "mute-1").replace("APP", "mute"))
            .apply("""
                    {apiVersion: v1, kind: Pod, metadata: {name: old-1, namespace: shop}, status: {phase: Running}}
                    ---
                    {apiVersion: v1, kind: Pod, metadata: {name: old-2, namespace: shop}, status: {phase: Pending}}
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, namespace: shop}
                    spec: {selector: {matchLabels: {app: web}}}
                    ---
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: old, namespace: shop}
                    spec: {selector: {matchLabels: {app: old}}}
                    """)
            .answer("web-1", 4191, "/metrics", PodCountersTest.MUTUAL + "\n" + PodCountersTest.PROBE + "\n")
            .answer("web-2", 4191, "/metrics", PodCountersTest.PLAIN + "\n");
    private final Printed printed = new Printed();

    @Test
    void podsTellTheirAuthenticationThemselves() {
        assertThat(run("-n", "shop")).isZero();

        Golden.check(getClass(), "stat-cluster.txt", printed.out());
        assertThat(printed.err())
                .contains("warning: port 4191 of pod shop/mute-1 does not answer")
                .endsWith(
                        "Without viz there are no rates and latencies, and AUTHENTICATION is since each pod started.\n");
        assertThat(cluster.isClosed()).isTrue();
    }

    @Test
    void deploymentIsWhatItsPodsAreTogether() {
        assertThat(run("-n", "shop", "deploy")).isZero();

        assertThat(printed.out().lines().skip(1))
                .singleElement()
                .satisfies(row -> assertThat(row.split(" +", -1)).startsWith("web", "2/2", "mixed", "-"));
    }

    @Test
    void vizOfTheClusterIsAskedWhereItIs() {
        vizIn("seen", "{linkerd.io/extension: viz}");

        assertThat(run("-n", "shop")).isZero();

        Golden.check(getClass(), "stat-pods.table.txt", printed.out());
        assertThat(printed.err()).isEmpty();
    }

    @Test
    void vizIsAskedWhereItIsSaidToBeWhateverLabelsSay() {
        vizIn("unlabelled", "{}");

        assertThat(run("-n", "shop", "--viz-namespace", "unlabelled")).isZero();

        Golden.check(getClass(), "stat-pods.table.txt", printed.out());
    }

    private void vizIn(String namespace, String labels) {
        cluster.apply("""
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: %1$s, labels: %2$s}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: metrics-api-1, namespace: %1$s, labels: {component: metrics-api}}
                        status: {conditions: [{type: Ready, status: "True"}]}
                        """.formatted(namespace, labels))
                .answer(
                        "metrics-api-1",
                        8084,
                        "/api/stat?resource_type=pod&namespace=shop&window=1m&tcp_stats=true",
                        Canned.text("stat-pods.json"));
    }

    @Test
    void namespaceOfTheContextIsTheDefault() {
        assertThat(run()).isZero();

        assertThat(printed.err()).startsWith("No traffic found.");
    }

    @Test
    void peersAreKnownToVizOnly() {
        assertThat(run("deploy", "--to", "deploy/web")).isEqualTo(1);
    }

    @Test
    void onlyPodsThatAreLabelledSoAreShown() {
        assertThat(run("-n", "shop", "-l", "app=web")).isZero();
        assertThat(run("-n", "shop", "deploy", "-l", "app=mute", "--unmeshed")).isZero();

        assertThat(printed.out().lines().skip(1).map(line -> line.split(" ", 2)[0]))
                .containsExactly("web-1", "web-2");
        assertThat(printed.err()).contains("No traffic found.");
    }

    @Test
    void policiesAreKnownToVizOnly() {
        assertThat(run("srv")).isEqualTo(1);
    }

    @Test
    void vizStatNeedsViz() {
        assertThat(run(true, "-n", "shop")).isEqualTo(1);
    }

    private int run(String... arguments) {
        return run(false, arguments);
    }

    private int run(boolean ofViz, String... arguments) {
        return new CommandLine(new StatCommand(
                        printed.console(),
                        ofViz,
                        directory -> {
                            throw new AssertionError("it is about a cluster");
                        },
                        options -> cluster))
                .execute(Stream.concat(Stream.of(arguments), Stream.of("--context=test"))
                        .toArray(String[]::new));
    }
}
