package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import io.weft.testkit.golden.Golden;
import io.weft.testkit.pki.KeyKind;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import io.weft.testkit.pki.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class InstallCommandTest {
    private static final String FILES = "src/test/resources/io/weft/cli/install/";
    private static final String[] ISSUER = {
        "--identity-issuer-certificate-file=" + FILES + "issuer.crt",
        "--identity-issuer-key-file=" + FILES + "issuer.key",
        "--set-file=proxyInjector.crtPEM=" + FILES + "issuer.crt",
        "--set-file=proxyInjector.keyPEM=" + FILES + "issuer.key",
        "--set-file=policyValidator.crtPEM=" + FILES + "issuer.crt",
        "--set-file=policyValidator.keyPEM=" + FILES + "issuer.key",
        "--set-file=profileValidator.crtPEM=" + FILES + "issuer.crt",
        "--set-file=profileValidator.keyPEM=" + FILES + "issuer.key"
    };
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC);

    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();
    private Exception failure = new Exception("none");

    @Test
    void controlPlaneIsAsWritten() {
        assertThat(install(ISSUER, "--ignore-cluster")).isZero();

        Golden.check(getClass(), "install.yaml.txt", printed.out());
        assertThat(printed.err()).isEqualTo("The control plane comes next; once it is applied: linkerd check\n");
    }

    @Test
    void highlyAvailableIsThreeOfEverythingApart() {
        assertThat(install(ISSUER, "--ignore-cluster", "--ha", "--skip-outbound-ports=25", "--set", "proxy.uid=3000"))
                .isZero();

        Golden.check(getClass(), "install-ha.yaml.txt", printed.out());
    }

    @Test
    void flagsWinOverHaAndSetOverFlags() {
        install(
                ISSUER,
                "--ignore-cluster",
                "--ha",
                "--controller-replicas=2",
                "--proxy-log-level=info",
                "--set",
                "proxy.logLevel=debug,proxy.await=false");

        assertThat(object("Deployment", "linkerd-identity").at("/spec/replicas").asInt())
                .isEqualTo(2);
        String values = object("ConfigMap", "linkerd-config").at("/data/values").asString();
        assertThat(values).contains("logLevel: debug", "await: false").doesNotContain("BEGIN EC", "BEGIN PRIVATE");
    }

    /** cli, 2, in its order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cluster-domain=example.org | /clusterDomain | example.org",
                "--identity-trust-domain=mesh.example | /identityTrustDomain | mesh.example",
                "--linkerd-cni-enabled | /cniEnabled | true",
                "--controller-log-level=debug | /controllerLogLevel | debug",
                "--controller-replicas=2 | /controllerReplicas | 2",
                "--controller-uid=7 | /controllerUID | 7",
                "--controller-gid=8 | /controllerGID | 8",
                "--disable-h2-upgrade | /enableH2Upgrade | false",
                "--disable-heartbeat | /disableHeartBeat | true",
                "--identity-issuance-lifetime=1h | /identity/issuer/issuanceLifetime | 1h",
                "--identity-clock-skew-allowance=5s | /identity/issuer/clockSkewAllowance | 5s",
                "--enable-endpoint-slices | /enableEndpointSlices | true",
                "--enable-endpoint-slices=true | /enableEndpointSlices | true",
                "--skip-inbound-ports=1 | /proxyInit/ignoreInboundPorts | 1",
                "--skip-outbound-ports=2-3 | /proxyInit/ignoreOutboundPorts | 2-3",
                "--inbound-port=5143 | /proxy/ports/inbound | 5143",
                "--outbound-port=5140 | /proxy/ports/outbound | 5140",
                "--control-port=5190 | /proxy/ports/control | 5190",
                "--admin-port=5191 | /proxy/ports/admin | 5191",
                "--proxy-image=example.org/proxy | /proxy/image/name | example.org/proxy",
                "--image-pull-policy=Never | /imagePullPolicy | Never",
                "--registry=example.org/ours | /controllerImage | example.org/ours/controller",
                "--registry=example.org/ours | /proxy/image/name | example.org/ours/proxy",
                "--registry=example.org/ours | /debugContainer/image/name | example.org/ours/debug",
                "--proxy-uid=9 | /proxy/uid | 9",
                "--proxy-gid=10 | /proxy/gid | 10",
                "--proxy-log-level=debug | /proxy/logLevel | debug",
                "--proxy-cpu-request=100m | /proxy/resources/cpu/request | 100m",
                "--proxy-cpu-limit=1 | /proxy/resources/cpu/limit | 1",
                "--proxy-memory-request=50Mi | /proxy/resources/memory/request | 50Mi",
                "--proxy-memory-limit=90Mi | /proxy/resources/memory/limit | 90Mi",
                "--proxy-cpu=200m | /proxy/resources/cpu/request | 200m",
                "--proxy-memory=60Mi | /proxy/resources/memory/request | 60Mi",
                "--proxy-version=1.2.3 | /proxy/image/version | 1.2.3",
                "--enable-external-profiles | /proxy/enableExternalProfiles | true",
                "--default-inbound-policy=deny | /proxy/defaultInboundPolicy | deny",
            })
    void optionStandsForAValueOfTheChart(String option, String pointer, String value) {
        assertThat(install(ISSUER, "--ignore-cluster", option)).isZero();

        assertThat(chosen().at(pointer).asString()).isEqualTo(value);
    }

    @Test
    void imageOfItsOwnStandsOverTheRegistryAndFlagsOverFiles(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("values.yaml"), "proxy: {logLevel: warn, uid: 3000}");

        install(
                ISSUER,
                "--ignore-cluster",
                "--registry=example.org/ours",
                "--proxy-image=example.org/other",
                "--proxy-log-level=debug",
                "-f=" + file);

        assertThat(chosen().at("/proxy/image/name").asString()).isEqualTo("example.org/other");
        assertThat(chosen().at("/proxy/logLevel").asString()).isEqualTo("debug");
        assertThat(chosen().at("/proxy/uid").asInt()).isEqualTo(3000);
    }

    @Test
    void whereAPluginSetsTheRulesNoPodOfTheControlPlaneIsPrivileged() {
        install(ISSUER, "--ignore-cluster", "--linkerd-cni-enabled");

        assertThat(object("Namespace", "linkerd")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asString())
                .isEqualTo("restricted");
        assertThat(printed.out()).doesNotContain("NET_ADMIN");
    }

    @Test
    void controlPlaneAsksTheApiServerPastItsSidecarsWhereverThatListens() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: kubernetes, namespace: default}
                spec: {ports: [{name: https, port: 443, targetPort: 16443}]}
                """);

        assertThat(install(ISSUER)).isZero();

        assertThat(chosen().at("/proxyInit/kubeAPIServerPorts").asString()).isEqualTo("443,6443,16443");
    }

    @Test
    void withoutTheUpgradeDestinationIsTold() {
        install(ISSUER, "--ignore-cluster", "--disable-h2-upgrade");

        assertThat(object("Deployment", "linkerd-destination").toString())
                .contains("{\"name\":\"MESH_DESTINATION_HTTP2_UPGRADE\",\"value\":\"false\"}");
    }

    @Test
    void withoutAnIssuerOneIsMadeThatIsItsOwnAnchor() {
        assertThat(install(new String[0], "--ignore-cluster", "--identity-trust-domain=mesh.example"))
                .isZero();

        JsonNode secret = object("Secret", "linkerd-identity-issuer").path("data");
        String anchors = object("ConfigMap", "linkerd-identity-trust-roots")
                .at("/data/ca-bundle.crt")
                .asString();
        assertThat(decoded(secret.path("crt.pem"))).isEqualToIgnoringWhitespace(anchors);
        new Issuer(anchors, decoded(secret.path("crt.pem")), decoded(secret.path("key.pem"))).verify(NOW.instant());
    }

    @Test
    void clusterWithoutDefinitionsIsGivenThemFirst() {
        assertThat(install(ISSUER)).isZero();

        assertThat(KubernetesYaml.read(printed.out()).getFirst().path("kind").asString())
                .isEqualTo("CustomResourceDefinition");
        assertThat(printed.err()).startsWith("The cluster lacks the resource definitions: they are printed too.\n");
        assertThat(cluster.isClosed()).isTrue();
    }

    @Test
    void clusterThatHasAControlPlaneIsLeftAlone() {
        cluster.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: linkerd-config, namespace: mesh}}");

        assertThat(install(ISSUER, "-L", "mesh")).isEqualTo(1);

        assertThat(failure).hasMessageContaining("installed in namespace mesh already");
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void expiredIssuerIsRefused() {
        Clock later = Clock.offset(NOW, Duration.ofDays(400));

        assertThat(run(later, ISSUER, "--ignore-cluster")).isEqualTo(1);

        assertThat(failure).hasMessage("the issuer's certificate has expired");
    }

    @Test
    void issuerOfOtherAnchorsAndAKeyOfAnotherCertificateAreRefused(@TempDir Path folder) throws Exception {
        Issuer other = Issuer.make("other", NOW.instant());
        Path anchors = Files.writeString(folder.resolve("ca"), other.anchors());
        Path key = Files.writeString(folder.resolve("key"), other.key());

        assertThat(install(ISSUER, "--ignore-cluster", "--identity-trust-anchors-file=" + anchors))
                .isEqualTo(1);
        assertThat(failure).hasMessage("the issuer's certificate was not signed by the trust anchors");
        assertThat(install(
                        new String[0],
                        "--ignore-cluster",
                        "--identity-issuer-certificate-file=" + FILES + "issuer.crt",
                        "--identity-issuer-key-file=" + key))
                .isEqualTo(1);
        assertThat(failure).hasMessage("the issuer's key is not its certificate's");
    }

    @Test
    void issuerWithAKeyOfAnotherKindIsRefused(@TempDir Path folder) throws Exception {
        TestAuthority authority = TestAuthority.create(KeyKind.P256, NOW.instant());
        TestIssuer issuer = authority.issuerP384();
        Path certificate = Pem.write(folder.resolve("certificate"), Pem.of(issuer.certificate()));
        Path key = Pem.write(folder.resolve("key"), Pem.of(issuer.key()));

        assertThat(install(
                        new String[0],
                        "--ignore-cluster",
                        "--identity-issuer-certificate-file=" + certificate,
                        "--identity-issuer-key-file=" + key))
                .isEqualTo(1);
        assertThat(failure).hasMessage("the issuer's key is not ECDSA P-256");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set=webhookFailurePolicy=sometimes | webhookFailurePolicy",
                "--set=proxi.logLevel=debug | proxi",
                "--set=networkValidator.timeout=soon | networkValidator",
                "--enable-endpoint-slices=false | Weft reads EndpointSlices only",
                "--set=proxy.tracing.enabled=true | proxy.tracing.enabled needs proxy.tracing.collector.endpoint",
                "--set=proxyInjector.externalSecret=true | proxyInjector.externalSecret needs",
                "--set=policyValidator.externalSecret=true | policyValidator.externalSecret needs",
                "--set=profileValidator.externalSecret=true | profileValidator.externalSecret needs",
                "--identity-external-issuer | needs --identity-trust-anchors-file or --identity-external-ca",
                "--identity-trust-anchors-file=src/test/resources/io/weft/cli/install/issuer.crt | give all, or none",
                "--identity-issuer-key-file=src/test/resources/io/weft/cli/install/issuer.key | together or not at all",
            })
    void whatCannotBeInstalledIsRefusedByName(String option, String reason) {
        assertThat(install(new String[0], "--ignore-cluster", option)).isEqualTo(1);

        assertThat(failure).isInstanceOf(MachineException.class).hasMessageContaining(reason);
        assertThat(printed.out()).isEmpty();
    }

    @Test
    void externalIssuerLeavesNoCertificateInTheOutput() {
        assertThat(install(new String[0], "--ignore-cluster", "--identity-external-issuer", "--identity-external-ca"))
                .isZero();

        assertThat(named()).doesNotContain("Secret/linkerd-identity-issuer", "ConfigMap/linkerd-identity-trust-roots");
    }

    private JsonNode object(String kind, String name) {
        return KubernetesYaml.read(printed.out()).stream()
                .filter(each -> each.path("kind").asString("").equals(kind)
                        && each.at("/metadata/name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The chart's values, as the cluster remembers them. */
    private JsonNode chosen() {
        return KubernetesYaml.read(
                        object("ConfigMap", "linkerd-config").at("/data/values").asString())
                .getFirst();
    }

    private List<String> named() {
        return KubernetesYaml.read(printed.out()).stream()
                .map(each -> each.path("kind").asString() + "/"
                        + each.at("/metadata/name").asString())
                .toList();
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asString()), StandardCharsets.UTF_8);
    }

    private int install(String[] issuer, String... arguments) {
        return run(NOW, issuer, arguments);
    }

    private int run(Clock clock, String[] issuer, String... arguments) {
        return new CommandLine(new InstallCommand(printed.console(), options -> cluster, clock))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(Stream.of(issuer, arguments).flatMap(Stream::of).toArray(String[]::new));
    }
}
