package io.weft.viz.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Path FOLDER = Path.of("../docs/prometheus");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Test
    void rulesAlertOfWhatTheirTestsSayAndOfNothingElse() {
        assertThat(Promtool.checkRules(FOLDER.resolve("rules.yml")))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
        assertThat(Promtool.testRules(FOLDER.resolve("rules-test.yml")))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }

    @Test
    void everyAlertIsTestedAndExplained() throws IOException {
        List<String> alerts = ALERT.matcher(Files.readString(FOLDER.resolve("rules.yml")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(Files.readString(FOLDER.resolve("rules-test.yml"))).contains("alertname: " + alert + "\n");
            assertThat(Files.readString(FOLDER.resolve("README.md"))).contains("| `" + alert + "` |");
        });
    }
}
