package io.weft.viz.targets;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class RulesTest {
    private static final Path FOLDER = Path.of("../docs/prometheus");

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
    void everyAlertIsTestedBothWhereItFiresAndWhereItIsSilent() throws IOException {
        Map<String, Set<Boolean>> tested = all(read("rules-test.yml"), "tests", "alert_rule_test")
                .collect(groupingBy(
                        test -> String.valueOf(test.get("alertname")),
                        mapping(test -> test.containsKey("exp_alerts"), toSet())));

        assertThat(tested)
                .isEqualTo(rules("alert").stream().collect(Collectors.toMap(alert -> alert, _ -> Set.of(true, false))));
    }

    @Test
    void everyRecordedSeriesIsTested() throws IOException {
        assertThat(all(read("rules-test.yml"), "tests", "promql_expr_test")
                        .map(test -> String.valueOf(test.get("expr")).split("[{ ]", 2)[0])
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(rules("record"));
    }

    @Test
    void everyAlertIsExplained() throws IOException {
        String readme = Files.readString(FOLDER.resolve("README.md"));

        assertThat(rules("alert"))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(readme).contains("| `" + alert + "` |"));
    }

    private static List<String> rules(String kind) throws IOException {
        return all(read("rules.yml"), "groups", "rules")
                .filter(rule -> rule.containsKey(kind))
                .map(rule -> String.valueOf(rule.get(kind)))
                .toList();
    }

    private static Map<?, ?> read(String file) throws IOException {
        return requireNonNull(new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Map<?, ?>>load(Files.readString(FOLDER.resolve(file))));
    }

    private static Stream<Map<?, ?>> all(Map<?, ?> from, String outer, String inner) {
        return list(from, outer).flatMap(each -> list(each, inner));
    }

    private static Stream<Map<?, ?>> list(Map<?, ?> from, String key) {
        return from.get(key) instanceof List<?> all ? all.stream().map(each -> (Map<?, ?>) each) : Stream.empty();
    }
}
