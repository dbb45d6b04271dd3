package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.output.KubernetesYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class UpgradeCommandTest {
    private static final Clock NOW = Clock.systemUTC();

    private final FakeCluster cluster = new FakeCluster();
    private final Printed printed = new Printed();
    private Exception failure = new Exception("none");

    @Test
    void upgradeOfWhatWasInstalledChangesNothing() {
        install("--ha", "--set=proxy.logLevel=debug");

        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW)))
                .isZero();

        assertThat(printedObjects())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(stored(each))
                        .as(MeshObject.of(each).toString())
                        .isEqualTo(withoutCopies(each)));
    }

    @Test
    void newValuesComeOverThoseOfTheInstallation() {
        install("--ha", "--set=proxy.logLevel=debug,proxy.await=false");

        assertThat(run(
                        new UpgradeCommand(printed.console(), options -> cluster, NOW),
                        "--set=proxy.await=true,controllerReplicas=2"))
                .isZero();

        assertThat(printed("ConfigMap", "linkerd-config").at("/data/values").asString())
                .contains("logLevel: debug", "await: true", "highAvailability: true", "controllerReplicas: 2");
    }

    @Test
    void whatEveryIdentityIsMadeOfIsNotForAnUpgrade() {
        install();

        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW), "--cluster-domain=example.org"))
                .isEqualTo(2);
    }

    @Test
    void issuerThatWasReplacedInTheClusterStays() {
        install();
        Issuer later = Issuer.make("later", NOW.instant());
        cluster.change(
                "ConfigMap",
                "linkerd-identity-trust-roots",
                roots -> roots.withObject("/data").put("ca-bundle.crt", later.anchors()));
        cluster.change(
                "Secret",
                "linkerd-identity-issuer",
                secret -> secret.withObject("/data")
                        .put("crt.pem", base64(later.certificate()))
                        .put("key.pem", base64(later.key())));

        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW)))
                .isZero();

        assertThat(printed("ConfigMap", "linkerd-identity-trust-roots")
                        .at("/data/ca-bundle.crt")
                        .asString())
                .isEqualToIgnoringWhitespace(later.anchors());
    }

    @Test
    void anchorsThatRunningSidecarsNeedAreNotForgottenUnlessForced(@TempDir Path folder) throws Exception {
        install();
        Issuer other = Issuer.make("other", NOW.instant());
        String[] flags = {
            "--identity-issuer-certificate-file=" + Files.writeString(folder.resolve("crt"), other.certificate()),
            "--identity-issuer-key-file=" + Files.writeString(folder.resolve("key"), other.key()),
            "--identity-trust-anchors-file=" + Files.writeString(folder.resolve("ca"), other.anchors())
        };

        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW), flags))
                .isEqualTo(1);
        assertThat(failure).hasMessageContaining("CN=identity.linkerd.cluster.local, which would not be trusted");

        assertThat(run(
                        new UpgradeCommand(printed.console(), options -> cluster, NOW),
                        Stream.concat(Stream.of(flags), Stream.of("--force")).toArray(String[]::new)))
                .isZero();
    }

    @Test
    void webhooksCertificateIsMadeAnewTwoMonthsBeforeItsEnd() {
        install();
        String before = stored(ClusterKind.SECRET, "linkerd-proxy-injector-k8s-tls");

        assertThat(run(new UpgradeCommand(
                        printed.console(), options -> cluster, Clock.offset(NOW, Duration.ofDays(310)))))
                .isZero();

        assertThat(printed("Secret", "linkerd-proxy-injector-k8s-tls")
                        .at("/data/tls.crt")
                        .asString())
                .isNotEqualTo(before);
    }

    @Test
    void manifestsTellWhatWasInstalledWithoutACluster(@TempDir Path folder) throws Exception {
        Printed installed = new Printed();
        InstallCommand install = new InstallCommand(installed.console(), options -> cluster, NOW);
        assertThat(new CommandLine(install).execute("--ignore-cluster", "--ha")).isZero();
        Path file = Files.writeString(folder.resolve("installed.yaml"), installed.out());

        assertThat(run(
                        new UpgradeCommand(
                                printed.console(),
                                options -> {
                                    throw new AssertionError("the cluster is asked");
                                },
                                NOW),
                        "--from-manifests=" + file))
                .isZero();

        cluster.apply(installed.out());
        assertThat(printedObjects())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(stored(each))
                        .as(MeshObject.of(each).toString())
                        .isEqualTo(withoutCopies(each)));
    }

    @Test
    void meshThatHelmInstalledIsHelms() {
        install();
        cluster.remove("Secret", "linkerd-config-overrides");

        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW)))
                .isEqualTo(1);
        assertThat(failure).hasMessageContaining("helm upgrade");
    }

    @Test
    void withoutAMeshThereIsNothingToUpgrade() {
        assertThat(run(new UpgradeCommand(printed.console(), options -> cluster, NOW)))
                .isEqualTo(1);
        assertThat(failure).hasMessageContaining("linkerd install");
    }

    @Test
    void pruneNamesWhatIsNotInstalledAnyMore() {
        install();
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: former, namespace: linkerd, labels: {linkerd.io/control-plane-ns: linkerd}}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: linkerd-viz
                  labels: {linkerd.io/control-plane-ns: linkerd, linkerd.io/extension: viz}
                """);

        assertThat(run(new PruneCommand(printed.console(), options -> cluster, NOW)))
                .isZero();

        assertThat(printed.out()).isEqualTo("""
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: former
                  namespace: linkerd
                """);
    }

    @Test
    void uninstallNamesEverythingThatWasInstalled() {
        List<MeshObject> installed = install();

        assertThat(run(new UninstallCommand(printed.console(), options -> cluster)))
                .isZero();

        assertThat(printedObjects()).map(MeshObject::of).containsExactlyInAnyOrderElementsOf(installed);
        assertThat(printedObjects().getLast().path("kind").asString()).isEqualTo("Namespace");
    }

    @Test
    void meshThatIsUsedIsNotUninstalledUnlessForced() {
        install();
        cluster.apply("""
                {apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop,
                 labels: {linkerd.io/control-plane-ns: linkerd}}}
                """);
        assertThat(run(new UninstallCommand(printed.console(), options -> cluster)))
                .isEqualTo(1);
        assertThat(failure).hasMessageContaining("1 pods have a sidecar (shop/web-1)");

        cluster.apply("{apiVersion: v1, kind: Namespace, metadata: {name: v, labels: {linkerd.io/extension: viz}}}");
        assertThat(run(new UninstallCommand(printed.console(), options -> cluster)))
                .isEqualTo(1);
        assertThat(failure).hasMessageContaining("extensions (viz)");

        assertThat(run(new UninstallCommand(printed.console(), options -> cluster), "--force"))
                .isZero();
    }

    private List<MeshObject> install(String... flags) {
        Printed manifests = new Printed();
        InstallCommand install = new InstallCommand(manifests.console(), options -> cluster, NOW);
        assertThat(new CommandLine(install).execute(flags)).isZero();
        cluster.apply(manifests.out());
        return KubernetesYaml.read(manifests.out()).stream().map(MeshObject::of).toList();
    }

    private int run(Callable<Integer> command, String... arguments) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(arguments);
    }

    private List<JsonNode> printedObjects() {
        return KubernetesYaml.read(printed.out());
    }

    private JsonNode printed(String kind, String name) {
        return printedObjects().stream()
                .filter(each -> MeshObject.of(each).kind().equals(kind)
                        && MeshObject.of(each).name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The values in the ConfigMap tell the webhook's certificate once it is kept. */
    private JsonNode withoutCopies(JsonNode manifest) {
        return manifest.path("kind").asString().equals("ConfigMap")
                        && manifest.at("/metadata/name").asString().equals("linkerd-config")
                ? stored(manifest)
                : manifest;
    }

    private JsonNode stored(JsonNode manifest) {
        MeshObject object = MeshObject.of(manifest);
        return cluster.get(
                        ClusterKind.of(object.apiVersion(), object.kind()).orElseThrow(),
                        object.namespace(),
                        object.name())
                .orElseThrow()
                .json();
    }

    private String stored(ClusterKind kind, String name) {
        return cluster.get(kind, "linkerd", name).orElseThrow().text("/data/tls.crt");
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
