package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.install.ExtensionInstallCommand;
import io.weft.cli.machine.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

class VizChecksTest {
    private static final String MANIFESTS = manifests();
    private static final String CONNECTED = "# TYPE viz_destination_connected gauge\nviz_destination_connected 1.0\n";

    private final Printed printed = new Printed();
    private final FakeCluster cluster = InstalledMesh.cluster().apply(MANIFESTS);

    @BeforeEach
    void everythingCameUp() {
        Stream.of("metrics-api", "tap", "tap-injector", "web", "prometheus").forEach(this::running);
        cluster.change("APIService", "v1alpha1.tap.linkerd.io", api -> available(api, "True", ""))
                .answer("metrics-api-9", 8086, "/metrics", CONNECTED)
                .answer("metrics-api-9", 8084, "/api/anchors", """
                        {"proxies": [{"namespace": "shop", "name": "web-1", "version": "a"}]}""");
    }

    @Test
    void whatWasInstalledIsWell() {
        assertThat(check("--proxy", "-n=shop")).isZero();
        assertThat(printed.out()).doesNotContain("×", "‼").contains("√ viz extension self-check");
    }

    @Test
    void checkOfTheMeshGoesOnWithTheExtensionsThatAreThere() {
        ClusterModeChecks checks = new ClusterModeChecks(
                new ClusterMesh(() -> cluster, "linkerd"),
                new VersionChecks.Releases(Versions.own(), Versions.own()),
                InstantSource.fixed(InstalledMesh.INSTALLED));

        assertThat(Checks.results(checks.everything().toArray(CheckGroup[]::new)))
                .extracting(GroupResult::name)
                .contains("linkerd-viz")
                .doesNotContain("linkerd-jaeger");
    }

    @Test
    void namespaceIsKnownByItsLabel() {
        cluster.remove("Namespace", "linkerd-viz");

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-ns-exists");
    }

    @Test
    void namespaceThatIsNamedIsLookedAtWhateverItsLabelsSay() {
        cluster.change(
                "Namespace", "linkerd-viz", namespace -> ((ObjectNode) namespace.path("metadata")).remove("labels"));

        assertThat(check("--viz-namespace=linkerd-viz")).isZero();
        assertThat(check("--viz-namespace=elsewhere")).isEqualTo(1);
    }

    @Test
    void withoutAReadyMetricsApiNothingElseIsLookedAt() {
        cluster.remove("Pod", "metrics-api-9");

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-existence-client");
    }

    @Test
    void missingRoleIsNamed() {
        cluster.remove("ClusterRole", "linkerd-linkerd-viz-tap-admin");

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-cr-exists");
        assertThat(printed.out()).contains("ClusterRole linkerd-linkerd-viz-tap-admin is missing");
    }

    @Test
    void missingBindingIsNamed() {
        cluster.remove("ClusterRoleBinding", "linkerd-linkerd-viz-tap");

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-crb-exists");
    }

    @Test
    void certificateOfAnotherAuthorityIsBad() {
        cluster.change(
                "APIService",
                "v1alpha1.tap.linkerd.io",
                api -> ((ObjectNode) api.path("spec")).put("caBundle", bundleOfTheInjector()));

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-tap-cert-valid");
    }

    @Test
    void certificateThatEndsSoonIsAWarning() {
        Instant later = InstalledMesh.INSTALLED.plusSeconds(320L * 24 * 3600);

        assertThat(complaintsAt(later)).containsExactly("docs/checks.md#l5d-tap-cert-not-expiring-soon");
    }

    @Test
    void tapThatTheApiServerDoesNotReachIsToldInItsWords() {
        cluster.change("APIService", "v1alpha1.tap.linkerd.io", api -> available(api, "False", "no endpoints"));

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-tap-api");
        assertThat(printed.out()).contains("the API server does not reach tap: no endpoints");
    }

    @Test
    void podWithoutASidecarIsNamed() {
        cluster.change("Pod", "web-9", pod -> ((ObjectNode) pod.path("spec")).putArray("initContainers"));

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-pods-injection");
    }

    @Test
    void podThatIsNotReadyIsNamed() {
        cluster.change("Pod", "tap-9", pod -> ((ObjectNode) pod.path("status")).putArray("conditions"));

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-pods-running");
    }

    @Test
    void sidecarThatIsNotReadyIsNamed() {
        cluster.change("Pod", "tap-9", pod -> ((ObjectNode) pod.path("status")).putArray("initContainerStatuses"));

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-proxy-healthy");
    }

    @Test
    void sidecarOfAnotherReleaseIsNamed() {
        cluster.change(
                "Pod",
                "tap-9",
                pod -> ((ObjectNode) pod.at("/metadata/annotations")).put("linkerd.io/proxy-version", "0.0.1"));

        assertThat(complaints())
                .containsExactly("docs/checks.md#l5d-viz-proxy-cp-version", "docs/checks.md#l5d-viz-proxy-cli-version");
    }

    @Test
    void prometheusIsLookedAtOnlyWhereItIs() {
        cluster.remove("Pod", "prometheus-9");
        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-prometheus");

        cluster.remove("Deployment", "prometheus");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void metricsApiThatIsNotToldOfWorkloadsFails() {
        cluster.answer("metrics-api-9", 8086, "/metrics", "viz_destination_connected 0.0\n");

        assertThat(complaints()).containsExactly("docs/checks.md#l5d-viz-metrics-api");
    }

    @Test
    void podOfWhichNothingIsKnownIsNamed() {
        cluster.answer("metrics-api-9", 8084, "/api/anchors", "{\"proxies\": []}");

        assertThat(complaints("--proxy", "-n=shop")).containsExactly("docs/checks.md#l5d-data-plane-prom");
        assertThat(complaints("--proxy", "-n=nowhere")).containsExactly("docs/checks.md#l5d-data-plane-exists");
    }

    @Test
    void podThatDeniesByDefaultIsNamedUntilItsNamespaceLetsScrapesIn() {
        cluster.change(
                "Pod",
                "web-1",
                pod -> pod.withObject("/metadata/annotations").put("config.linkerd.io/default-inbound-policy", "deny"));
        assertThat(complaints("--proxy", "-n=shop")).containsExactly("docs/checks.md#l5d-viz-data-plane-prom-authz");

        cluster.apply("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: AuthorizationPolicy
                metadata: {name: prometheus-scrape, namespace: shop}
                """);
        assertThat(complaints("--proxy", "-n=shop")).isEmpty();
    }

    @Test
    void whereReadersAreNamedAtInstallationNobodyNeedBeLetIn() {
        cluster.change(
                "Pod",
                "web-1",
                pod -> pod.withObject("/metadata/annotations").put("config.linkerd.io/default-inbound-policy", "deny"));
        cluster.change(
                "ConfigMap",
                "linkerd-config",
                config -> config.withObject("/data")
                        .put(
                                "values",
                                config.at("/data/values")
                                        .asString()
                                        .replace(
                                                "metricsReaders: []",
                                                "metricsReaders: [{name: prometheus, namespace: linkerd-viz}]")));

        assertThat(complaints("--proxy", "-n=shop")).isEmpty();
    }

    private List<String> complaints(String... arguments) {
        return complaintsAt(InstalledMesh.INSTALLED, arguments);
    }

    private List<String> complaintsAt(Instant now, String... arguments) {
        Printed aside = printed;
        int before = aside.out().length();
        check(now, arguments);
        return aside.out()
                .substring(before)
                .lines()
                .filter(line -> line.contains("docs/checks.md#"))
                .map(line -> line.substring(line.indexOf("docs/checks.md#")).replace(" for hints", ""))
                .toList();
    }

    private int check(String... arguments) {
        return check(InstalledMesh.INSTALLED, arguments);
    }

    private int check(Instant now, String... arguments) {
        return command(new VizCheckCommand(printed.console(), options -> cluster, InstantSource.fixed(now)))
                .execute(arguments);
    }

    /** Waits for nothing. */
    private static CommandLine command(Object command) {
        return new CommandLine(command).registerConverter(Duration.class, text -> Duration.ZERO);
    }

    private void running(String component) {
        cluster.apply("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s-9
                  namespace: linkerd-viz
                  labels: {component: %1$s, linkerd.io/extension: viz}
                  annotations: {linkerd.io/proxy-version: "%2$s"}
                spec:
                  initContainers: [{name: linkerd-init}, {name: linkerd-proxy}]
                  containers: [{name: %1$s}]
                status:
                  phase: Running
                  conditions: [{type: Ready, status: "True"}]
                  initContainerStatuses: [{name: linkerd-proxy, ready: true}]
                  containerStatuses: [{name: %1$s, ready: true}]
                """.formatted(component, Versions.own()));
    }

    private static void available(ObjectNode api, String status, String message) {
        api.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Available")
                .put("status", status)
                .put("message", message);
    }

    private String bundleOfTheInjector() {
        return cluster.get(ClusterKind.MUTATING_WEBHOOK, "", "linkerd-tap-injector-webhook-config")
                .orElseThrow()
                .text("/webhooks/0/clientConfig/caBundle");
    }

    private static String manifests() {
        Printed printed = new Printed();
        assertThat(command(ExtensionInstallCommand.ofViz(printed.console())).execute("--ignore-cluster"))
                .isZero();
        return printed.out();
    }
}
