package io.weft.cli.inject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.install.InstallCommand;
import io.weft.cli.output.KubernetesYaml;
import io.weft.testkit.golden.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class InjectCommandTest {
    private static final Path SHOP = Path.of("src/test/resources/io/weft/cli/inject/shop.yaml");
    private static final String DEPLOYMENT =
            "{kind: Deployment, metadata: {name: web}, spec: {template: {spec: {containers: [{name: web}]}}}}";

    private final Printed printed = new Printed();

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json"})
    void everyObjectThatCanHaveASidecarAsksForOne(String output) throws IOException {
        assertThat(inject(Files.readString(SHOP), "-o", output, "--opaque-ports", "3306,sql", "-"))
                .isZero();

        Golden.check(getClass(), "shop.injected." + output + ".txt", printed.out());
        Golden.check(getClass(), "shop.injected.report.txt", printed.err());
    }

    @Test
    void optionsBecomeAnnotationsOnlyWhereGiven() {
        assertThat(inject(
                        DEPLOYMENT,
                        "--ingress",
                        "--proxy-memory-limit=64Mi",
                        "--skip-outbound-ports=25,8000-8010",
                        "--native-sidecar=false",
                        "-"))
                .isZero();

        assertThat(printed.out()).isEqualTo("""
                ---
                kind: Deployment
                metadata:
                  name: web
                spec:
                  template:
                    spec:
                      containers:
                      - name: web
                    metadata:
                      annotations:
                        linkerd.io/inject: ingress
                        config.linkerd.io/proxy-enable-native-sidecar: "false"
                        config.linkerd.io/proxy-memory-limit: 64Mi
                        config.linkerd.io/skip-outbound-ports: "25,8000-8010"
                """);
    }

    @Test
    void whatWasInjectedComesBackAsItWas() throws IOException {
        inject(Files.readString(SHOP), "-");
        String injected = printed.out();
        Printed again = new Printed();

        int code = new CommandLine(new UninjectCommand(again.console(), stream(injected))).execute("-");

        assertThat(code).isZero();
        Golden.check(getClass(), "shop.uninjected.yaml.txt", again.out());
        Golden.check(getClass(), "shop.uninjected.report.txt", again.err());
    }

    @Test
    void folderIsReadFileByFileInOrder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.json"), "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"b\"}}");
        Files.writeString(folder.resolve("a.yml"), "{kind: Namespace, metadata: {name: a}}");
        Files.writeString(folder.resolve("c.txt"), "neither");

        assertThat(inject("", folder.toString())).isZero();

        assertThat(printed.err()).isEqualTo("\nnamespace \"a\" annotated\nnamespace \"b\" annotated\n\n");
    }

    @Test
    void nothingThatCouldHaveASidecarIsWorthAWarning() {
        assertThat(inject("{kind: ConfigMap, metadata: {name: c}}", "-")).isZero();

        assertThat(printed.err()).isEqualTo("\n‼ no supported objects found\n\nconfigmap \"c\" skipped\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [b | line 1",
                "{kind: Deployment, metadata: {name: web}} | Deployment \"web\": spec.template is missing",
                "{kind: Pod, metadata: {name: p}, spec: {containers: 7}} | Pod \"p\": the pod's spec.containers is no list",
            })
    void whatCannotBeReadFailsWithItsPlace(String text, String reason) {
        assertThat(inject(text, "-")).isNotZero();

        assertThat(printed.out()).isEmpty();
        assertThat(failure).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--inbound-port=70000",
                "--skip-inbound-ports=90-80",
                "--default-inbound-policy=open",
                "--close-wait-timeout=soon",
                "--opaque-ports=80;81",
                "--proxy-memory-limit=lots"
            })
    void optionThatNoAnnotationCouldSayIsRefused(String option) {
        assertThat(inject(DEPLOYMENT, option, "-")).isNotZero();

        assertThat(printed.out()).isEmpty();
    }

    @Test
    void addressesAreNotFetched() {
        assertThat(inject("", "https://example.com/web.yaml")).isNotZero();

        assertThat(failure).hasMessageContaining("curl");
    }

    @Test
    void manualInjectionAddsTheSidecarThatTheInjectorWould() {
        Printed installed = new Printed();
        assertThat(new CommandLine(new InstallCommand(installed.console())).execute("--ignore-cluster"))
                .isZero();
        cluster.apply(installed.out());

        assertThat(inject(DEPLOYMENT, "--manual", "--proxy-log-level=debug", "-"))
                .isZero();

        JsonNode pod = KubernetesYaml.read(printed.out()).getFirst().at("/spec/template");
        assertThat(pod.at("/spec/initContainers")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .containsExactly("linkerd-init", "linkerd-proxy");
        assertThat(pod.at("/spec/initContainers/1/env").toString())
                .contains("\"LINKERD2_PROXY_LOG\",\"value\":\"debug", "BEGIN CERTIFICATE");
        assertThat(pod.at("/metadata/labels/linkerd.io~1control-plane-ns").asString())
                .isEqualTo("linkerd");
        assertThat(printed.err()).contains("deployment \"web\" injected");
    }

    @Test
    void manualInjectionWithoutAMeshIsRefused() {
        assertThat(inject(DEPLOYMENT, "--manual", "-")).isNotZero();

        assertThat(failure).hasMessageContaining("--manual needs a mesh");
    }

    private final FakeCluster cluster = new FakeCluster();
    private Exception failure = new Exception("none");

    private int inject(String input, String... arguments) {
        return new CommandLine(new InjectCommand(printed.console(), stream(input), options -> cluster))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(arguments);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
