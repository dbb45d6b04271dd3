package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.Printed;
import io.weft.cli.cluster.FakeCluster;
import io.weft.cli.output.KubernetesYaml;
import io.weft.cli.output.ShortDuration;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class JaegerInstallTest {
    private static final String FILES = "src/test/resources/io/weft/cli/install/";
    private static final String[] CERTIFICATE = {
        "--ignore-cluster",
        "--set-file=webhook.crtPEM=" + FILES + "issuer.crt",
        "--set-file=webhook.keyPEM=" + FILES + "issuer.key"
    };

    private final Printed printed = new Printed();
    private final FakeCluster cluster = new FakeCluster();
    private Exception failure = new Exception("none");

    @Test
    void jaegerIsAsWritten() {
        assertThat(install(CERTIFICATE)).isZero();

        Golden.check(getClass(), "jaeger.yaml.txt", printed.out());
        assertThat(printed.err()).isEqualTo("Once it is applied: linkerd jaeger check\n");
    }

    @Test
    void collectorOfSomebodyElseIsWhereSidecarsAreSentTo() {
        install(
                CERTIFICATE,
                "--set=collector.enabled=false,jaeger.enabled=false",
                "--set=webhook.collectorSvcAddr=otel.seen:4317,webhook.collectorSvcAccount=otel");

        assertThat(objects("Deployment")).containsExactly("jaeger-injector");
        assertThat(environment())
                .contains(
                        "MESH_VIZ_TRACE_INJECTION_COLLECTOR=otel.seen:4317",
                        "MESH_VIZ_TRACE_INJECTION_ACCOUNT=otel",
                        "MESH_VIZ_TRACE_INJECTION_NAMESPACE=seen");
    }

    @Test
    void configurationOfTheCollectorMayBeReplaced() {
        install(CERTIFICATE, "--set=collector.config.service.pipelines.traces.exporters={debug}");

        assertThat(KubernetesYaml.read(printed.out()).stream()
                        .filter(each -> each.path("kind").asString().equals("ConfigMap"))
                        .map(each -> each.at("/data/collector-config").asString()))
                .singleElement()
                .asString()
                .contains("- debug")
                .doesNotContain("otlp");
    }

    @Test
    void everyContainerMeetsTheRestrictedProfile() {
        install(CERTIFICATE, "--ha");

        assertThat(KubernetesYaml.read(printed.out()).stream()
                        .filter(each -> each.path("kind").asString().equals("Deployment"))
                        .map(each -> each.at("/spec/template/spec/containers/0/securityContext")))
                .hasSize(3)
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set=webhook.externalSecret=true | webhook.externalSecret needs",
                "--set=webhook.collectorTraceProtocol=opencensus | collectorTraceProtocol",
                "--set=webhok.replicas=2 | webhok",
                "--set=webhook.rootRatio=2 | rootRatio",
            })
    void whatCannotBeInstalledIsRefusedByName(String option, String reason) {
        assertThat(install(new String[] {"--ignore-cluster"}, option)).isEqualTo(1);

        assertThat(failure).hasMessageContaining(reason);
        assertThat(printed.out()).isEmpty();
    }

    private List<String> environment() {
        return KubernetesYaml.read(printed.out()).stream()
                .filter(each -> each.at("/metadata/name").asString().equals("jaeger-injector"))
                .flatMap(each -> each.at("/spec/template/spec/containers/0/env").valueStream())
                .map(each ->
                        each.path("name").asString() + "=" + each.path("value").asString())
                .toList();
    }

    private List<String> objects(String kind) {
        return KubernetesYaml.read(printed.out()).stream()
                .filter((JsonNode each) -> each.path("kind").asString().equals(kind))
                .map(each -> each.at("/metadata/name").asString())
                .toList();
    }

    private int install(String[] arguments, String... more) {
        return new CommandLine(new ExtensionInstallCommand(MeshExtension.JAEGER, printed.console(), options -> cluster))
                .registerConverter(Duration.class, ShortDuration::parse)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    failure = e;
                    return 1;
                })
                .execute(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
    }
}
