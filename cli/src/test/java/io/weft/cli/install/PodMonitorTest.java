package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.output.KubernetesYaml;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PodMonitorTest {
    private static final Path CONFIGURATION = Path.of("../docs/prometheus/kubernetes.yml");

    @Test
    void nobodyWhoDidNotAskNeedsAnOperator() {
        assertThat(monitors(values())).isEmpty();
    }

    @Test
    void monitorsAreAsWritten() {
        ObjectNode values = asked();
        values.withObject("/podMonitor/labels").put("release", "prometheus");

        Golden.check(getClass(), "pod-monitors.yaml.txt", KubernetesYaml.write(monitors(values)));
    }

    @ParameterizedTest
    @CsvSource({
        "controller, linkerd-controller",
        "serviceMirror, linkerd-multicluster-controller",
        "proxy, linkerd-proxy"
    })
    void eachCanBeLeftOut(String value, String name) {
        ObjectNode values = asked();
        values.withObject("/podMonitor/" + value).put("enabled", false);

        assertThat(monitors(values))
                .hasSize(2)
                .extracting(monitor -> monitor.at("/metadata/name").asString())
                .doesNotContain(name);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 2"})
    void labelsAreThoseOfTheScrapeConfiguration(int monitor, int job) throws IOException {
        String configuration = Files.readString(CONFIGURATION)
                .replace("source_labels", "sourceLabels")
                .replace("target_label", "targetLabel");

        assertThat(monitors(asked()).get(monitor).at("/spec/podMetricsEndpoints/0/relabelings"))
                .isEqualTo(KubernetesYaml.read(configuration)
                        .getFirst()
                        .at("/scrape_configs/" + job + "/relabel_configs"));
    }

    private static List<JsonNode> monitors(ObjectNode values) {
        return BundledCharts.render(BundledCharts.CONTROL_PLANE, "linkerd", values).stream()
                .filter(each -> each.path("kind").asString("").equals("PodMonitor"))
                .toList();
    }

    private static ObjectNode asked() {
        ObjectNode values = values();
        values.withObject("/podMonitor").put("enabled", true);
        return values;
    }

    private static ObjectNode values() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ValueLayers.put(values, "identity.issuer.tls.crtPEM", "certificate");
        ValueLayers.put(values, "identity.issuer.tls.keyPEM", "key");
        return values;
    }
}
