package io.weft.viz.targets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ScrapeConfigurationTest {
    private static final Path FOLDER = Path.of("../docs/prometheus");

    @Test
    void sidecarsAreLabelledByTheSameRulesWhereverTheyRun() throws IOException {
        assertThat(rules("one-machine.yml")).isNotNull().isEqualTo(rules("kubernetes.yml"));
    }

    @Test
    void prometheusReadsTheOneForOneMachine() {
        assertThat(Promtool.checkConfiguration(FOLDER.resolve("one-machine.yml")))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    /** Debian's build knows no discovery of Kubernetes pods: another stands in. */
    @Test
    void prometheusReadsAllButTheDiscoveryOfTheOneForKubernetes(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("kubernetes.yml");
        Files.copy(FOLDER.resolve("rules.yml"), folder.resolve("rules.yml"));
        Files.writeString(
                copy,
                Files.readString(FOLDER.resolve("kubernetes.yml"))
                        .replaceAll(
                                "kubernetes_sd_configs:\\n( +)- role: pod(\\n +namespaces:\\n.*)?",
                                "http_sd_configs:\n$1- url: http://localhost/"));

        assertThat(Promtool.checkConfiguration(copy)).contains("SUCCESS").doesNotContain("FAILED");
    }

    private static Object rules(String file) throws IOException {
        Map<String, Object> configuration =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
        List<?> jobs = (List<?>) requireNonNull(configuration.get("scrape_configs"));
        return requireNonNull(((Map<?, ?>) jobs.getLast()).get("relabel_configs"));
    }
}
