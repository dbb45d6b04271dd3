package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import io.weft.cli.output.ShortDuration;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class VizInstallTest {
    private static final String FILES = "src/test/resources/io/weft/cli/install/";
    private static final String[] CERTIFICATES = {
        "--ignore-cluster",
        "--set-file=tap.crtPEM=" + FILES + "issuer.crt",
        "--set-file=tap.keyPEM=" + FILES + "issuer.key",
        "--set-file=tapInjector.crtPEM=" + FILES + "issuer.crt",
        "--set-file=tapInjector.keyPEM=" + FILES + "issuer.key"
    };
    private static final String EXTERNAL_METRICS = "--set=externalMetrics.enabled=true";
    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: linkerd-config, namespace: linkerd}
            data:
              values: |
                clusterDomain: acme.local
                identityTrustDomain: acme.example
            """;

    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();
    private Exception failure = new Exception("none");

    @Test
    void vizIsAsWritten() {
        assertThat(install(CERTIFICATES)).isZero();

        Golden.check(getClass(), "viz.yaml.txt", printed.out());
        assertThat(printed.err()).isEqualTo("Once it is applied: linkerd viz check\n");
    }

    @Test
    void highlyAvailableAndWithoutItsOwnPrometheus() {
        assertThat(
                        install(
                                CERTIFICATES,
                                "--ha",
                                "-L=mesh",
                                "--registry=registry.example/weft",
                                "--set=prometheus.enabled=false,tap.ignoreHeaders={x-secret},tap.proxy.resources.memory.limit=64Mi"))
                .isZero();

        Golden.check(getClass(), "viz-ha.yaml.txt", printed.out());
    }

    @Test
    void prometheusOfSomebodyElseTakesThePlaceOfItsOwn() {
        install(CERTIFICATES, "--set=prometheusUrl=http://prometheus.monitoring:9090");

        assertThat(named()).noneMatch(name -> name.contains("prometheus"));
        assertThat(object("Namespace", "linkerd-viz")
                        .at("/metadata/annotations")
                        .path("viz.linkerd.io/external-prometheus")
                        .asString())
                .isEqualTo("http://prometheus.monitoring:9090");
    }

    @Test
    void prometheusOfSomebodyElseIsToldToScrapeAsItsOwnDoes() throws IOException {
        install(CERTIFICATES);

        JsonNode own = KubernetesYaml.read(object("ConfigMap", "prometheus-config")
                        .at("/data")
                        .valueStream()
                        .map(JsonNode::asString)
                        .findFirst()
                        .orElseThrow())
                .getFirst();
        JsonNode told = KubernetesYaml.read(Files.readString(Path.of("../docs/prometheus/kubernetes.yml")))
                .getFirst();
        assertThat(told.path("global")).isEqualTo(own.path("global"));
        assertThat(told.path("scrape_configs").valueStream())
                .hasSize(3)
                .isSubsetOf(own.path("scrape_configs").valueStream().toList());
    }

    @Test
    void prometheusKeepsItsDataWhereThatIsAskedFor() {
        install(CERTIFICATES, "--set=prometheus.persistence.size=8Gi,prometheus.persistence.accessMode=ReadWriteOnce");

        assertThat(object("PersistentVolumeClaim", "prometheus")
                        .at("/spec/resources/requests/storage")
                        .asString())
                .isEqualTo("8Gi");
        assertThat(object("Deployment", "prometheus").at("/spec/strategy/type").asString())
                .isEqualTo("Recreate");
    }

    @Test
    void settingsOfTheMeshAreTakenFromIt() {
        cluster.apply(CONFIG);

        assertThat(install(new String[] {"--skip-checks"})).isZero();

        assertThat(environment("tap-injector"))
                .contains("MESH_VIZ_TAP_SERVICE_NAME=tap.linkerd-viz.serviceaccount.identity.linkerd.acme.example");
        assertThat(environment("metrics-api")).contains("MESH_VIZ_DESTINATION=linkerd-dst.linkerd.svc.acme.local:8087");
    }

    @Test
    void withoutAMeshNothingIsPrinted() {
        assertThat(install(new String[0])).isEqualTo(1);

        assertThat(failure).hasMessageStartingWith("there is no mesh in namespace linkerd");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void meshThatIsNotWellIsNotAddedTo() {
        cluster.apply(CONFIG);

        assertThat(install(new String[0], "--wait=0s")).isEqualTo(1);

        assertThat(failure).hasMessageStartingWith("the mesh is not well");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void autoscalersAreAnsweredWhereThatIsAskedFor() {
        install(CERTIFICATES, EXTERNAL_METRICS);

        assertThat(environment("external-metrics"))
                .contains(
                        "MESH_VIZ_ROLES=external-metrics",
                        "MESH_VIZ_METRICS_API=metrics-api.linkerd-viz.svc.cluster.local:8084");
        assertThat(object("APIService", "v1beta1.external.metrics.k8s.io")
                        .at("/spec/service/name")
                        .asString())
                .isEqualTo("external-metrics");
        assertThat(rules("external-metrics")).containsExactly("subjectaccessreviews create");
        assertThat(rules("external-metrics-reader")).containsExactly("* get");
        assertThat(object("ClusterRoleBinding", "linkerd-linkerd-viz-external-metrics-reader")
                        .at("/subjects/0/name")
                        .asString())
                .isEqualTo("horizontal-pod-autoscaler");
        assertThat(object("MeshTLSAuthentication", "metrics-api-web")
                        .at("/spec/identityRefs")
                        .findValuesAsString("name"))
                .containsExactly("web", "external-metrics");
    }

    @Test
    void autoscalersAreNotAnsweredUnlessThatIsAskedFor() {
        install(CERTIFICATES);

        assertThat(named()).noneMatch(name -> name.contains("external"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics-api", "tap", "tap-injector", "web", "prometheus", "external-metrics"})
    void everyContainerMeetsTheRestrictedProfile(String name) {
        install(CERTIFICATES, EXTERNAL_METRICS);

        JsonNode pod = object("Deployment", name).at("/spec/template/spec");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("containers").valueStream().map(each -> each.path("securityContext")))
                .isNotEmpty()
                .allSatisfy(context -> {
                    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(context.path("runAsNonRoot").asBoolean(false)).isTrue();
                    assertThat(context.path("readOnlyRootFilesystem").asBoolean(false))
                            .isTrue();
                    assertThat(context.at("/seccompProfile/type").asString("")).isEqualTo("RuntimeDefault");
                    assertThat(context.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
                });
    }

    @Test
    void nobodyHasMoreRightsThanItUses() {
        install(CERTIFICATES);

        assertThat(rules("tap")).containsExactly("subjectaccessreviews create");
        assertThat(rules("tap-injector")).containsExactly("namespaces get");
        assertThat(rules("web")).containsExactly("tokenreviews create");
        assertThat(rules("tap-admin")).containsExactly("namespaces list", "* watch");
        assertThat(named()).doesNotContain("ClusterRole/linkerd-linkerd-viz-metrics-api");
        assertThat(KubernetesYaml.read(printed.out()).stream()
                        .filter(each -> each.path("kind").asString().endsWith("RoleBinding"))
                        .map(each -> each.at("/roleRef/name").asString()))
                .doesNotContain("linkerd-linkerd-viz-tap-admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set=tap.externalSecret=true | tap.externalSecret needs",
                "--set=tapInjector.injectCaFrom=a/b,tapInjector.injectCaFromSecret=c/d | exclude each other",
                "--set=dashbord.replicas=2 | dashbord",
                "--set=tap.replicas=0 | replicas",
            })
    void whatCannotBeInstalledIsRefusedByName(String option, String reason) {
        assertThat(install(new String[] {"--ignore-cluster"}, option)).isEqualTo(1);

        assertThat(failure).isInstanceOf(MachineException.class).hasMessageContaining(reason);
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void certificateOfSomebodyElseIsNamedByWhoMakesIt() {
        install(
                new String[] {"--ignore-cluster"},
                "--set=tap.externalSecret=true,tap.injectCaFrom=linkerd-viz/tap,tapInjector.caBundle=abc,"
                        + "tapInjector.externalSecret=true");

        assertThat(named()).noneMatch(name -> name.startsWith("Secret/"));
        JsonNode api = object("APIService", "v1alpha1.tap.linkerd.io");
        assertThat(api.at("/metadata/annotations/cert-manager.io~1inject-ca-from")
                        .asString())
                .isEqualTo("linkerd-viz/tap");
        assertThat(api.at("/spec/caBundle").isMissingNode()).isTrue();
    }

    @Test
    void allOfItIsPrintedToBeDeletedTheNamespaceLast() {
        apply(CERTIFICATES);

        assertThat(run(new ExtensionUninstallCommand(MeshExtension.VIZ, printed.console(), options -> cluster)))
                .isZero();

        assertThat(named())
                .hasSameSizeAs(installed)
                .containsAll(installed)
                .startsWith("APIService/v1alpha1.tap.linkerd.io")
                .endsWith("Namespace/linkerd-viz");
    }

    @Test
    void whereNothingIsThereIsNothingToDelete() {
        assertThat(run(new ExtensionUninstallCommand(MeshExtension.VIZ, printed.console(), options -> cluster)))
                .isEqualTo(1);
        assertThat(failure).hasMessage("there is nothing of viz in this cluster");
    }

    @Test
    void whatAnInstallationOfNowWouldNotContainIsPruned() {
        cluster.apply(CONFIG);
        apply(CERTIFICATES);

        assertThat(run(
                        new ExtensionPruneCommand(MeshExtension.VIZ, printed.console(), options -> cluster),
                        "--set=prometheus.enabled=false"))
                .isZero();

        assertThat(named())
                .contains("Deployment/prometheus", "Server/prometheus-admin")
                .allMatch(name -> name.contains("prometheus"));
    }

    private List<String> installed = List.of();

    /** Installs it into the cluster, and forgets that it was printed. */
    private void apply(String... arguments) {
        Printed aside = new Printed();
        assertThat(run(new ExtensionInstallCommand(MeshExtension.VIZ, aside.console(), options -> cluster), arguments))
                .isZero();
        cluster.apply(aside.out());
        installed = named(aside.out());
    }

    private List<String> environment(String deployment) {
        return object("Deployment", deployment)
                .at("/spec/template/spec/containers/0/env")
                .valueStream()
                .map(each ->
                        each.path("name").asString() + "=" + each.path("value").asString())
                .toList();
    }

    private List<String> rules(String component) {
        return object("ClusterRole", "linkerd-linkerd-viz-" + component)
                .path("rules")
                .valueStream()
                .map(rule -> rule.at("/resources/0").asString() + " "
                        + rule.at("/verbs/0").asString())
                .toList();
    }

    private JsonNode object(String kind, String name) {
        return KubernetesYaml.read(printed.out()).stream()
                .filter(each -> each.path("kind").asString("").equals(kind)
                        && each.at("/metadata/name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> named() {
        return named(printed.out());
    }

    private static List<String> named(String manifests) {
        return KubernetesYaml.read(manifests).stream()
                .map(each -> each.path("kind").asString() + "/"
                        + each.at("/metadata/name").asString())
                .toList();
    }

    private int install(String[] arguments, String... more) {
        return run(
                new ExtensionInstallCommand(MeshExtension.VIZ, printed.console(), options -> cluster),
                Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private int run(Callable<Integer> command, String... arguments) {
        return new CommandLine(command)
                .registerConverter(Duration.class, ShortDuration::parse)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(arguments);
    }
}
