package io.weft.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.proxy.config.Variable.Standing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of variables against {@code variables.txt}, which was written from the reference. */
class VariablesTest {
    private static final Map<String, Map.Entry<String, String>> COMPANIONS = Map.of(
            "BACKOFF_MIN", Map.entry("BACKOFF_MAX", "5m"),
            "BACKOFF_MAX", Map.entry("BACKOFF_MIN", "1s"),
            "INITIAL_STREAM_WINDOW_SIZE", Map.entry("INITIAL_CONNECTION_WINDOW_SIZE", "1000000"),
            "INITIAL_CONNECTION_WINDOW_SIZE", Map.entry("INITIAL_STREAM_WINDOW_SIZE", "100000"),
            "KEEP_ALIVE_INTERVAL", Map.entry("KEEP_ALIVE_TIMEOUT", "3s"),
            "KEEP_ALIVE_TIMEOUT", Map.entry("KEEP_ALIVE_INTERVAL", "10s"));

    @TempDir
    private static Path directory;

    static List<VariableRow> rows() throws IOException {
        try (var sheet = Objects.requireNonNull(VariablesTest.class.getResourceAsStream("variables.txt"))) {
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(VariableRow::parse)
                    .toList();
        }
    }

    static Stream<Arguments> badValues() throws IOException {
        return rows().stream().flatMap(row -> row.bad().stream().map(bad -> Arguments.of(row, bad)));
    }

    static Stream<VariableRow> rowsWithGoodValue() throws IOException {
        return rows().stream().filter(row -> !row.good().equals("-"));
    }

    @Test
    void everyVariableOfTheSheetIsKnownAndNoOther() throws IOException {
        assertThat(Variables.all())
                .extracting(Variable::suffix)
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(VariableRow::suffix).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void unsetVariableHasTheDefaultOfTheSheet(VariableRow row) {
        assertThat(variable(row).fallback()).isEqualTo(row.fallback());
    }

    @ParameterizedTest
    @MethodSource("rowsWithGoodValue")
    void goodValueReachesTheConfiguration(VariableRow row) {
        Map<String, String> environment = environment(row);
        ProxyConfig before = ProxyEnv.read(environment);
        Environments.set(environment, row.suffix(), Environments.expand(row.good(), directory));
        ProxyConfig after = ProxyEnv.read(environment);

        if (variable(row).standing() == Standing.INERT) {
            assertThat(after).isEqualTo(before);
        } else {
            assertThat(after).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void badValueIsRefusedByName(VariableRow row, String bad) {
        Map<String, String> environment = environment(row);
        Environments.set(environment, row.suffix(), Environments.expand(bad, directory));

        if (variable(row).standing() == Standing.LENIENT) {
            assertThat(ProxyEnv.read(environment).warnings())
                    .anyMatch(warning -> warning.contains(variable(row).name()) && warning.contains("allowed:"));
        } else {
            assertThatThrownBy(() -> ProxyEnv.read(environment))
                    .isInstanceOfSatisfying(
                            ConfigException.class,
                            refused -> assertThat(refused.problems())
                                    .anyMatch(problem ->
                                            problem.startsWith(variable(row).name())));
        }
    }

    /** Some variables only mean something beside others. */
    private static Map<String, String> environment(VariableRow row) {
        Map<String, String> environment = new HashMap<>(Environments.minimal(directory));
        COMPANIONS.forEach((suffix, companion) -> {
            if (row.suffix().endsWith(suffix)) {
                String base = row.suffix().substring(0, row.suffix().length() - suffix.length());
                Environments.set(environment, base + companion.getKey(), companion.getValue());
            }
        });
        if (row.suffix().matches(".*BACKOFF_(MIN|MAX)")) {
            Environments.set(environment, row.suffix(), "3s");
        }
        if (row.suffix().endsWith("_SVC_NAME") && !row.suffix().startsWith("T")) {
            String service = row.suffix().substring(0, row.suffix().length() - "_SVC_NAME".length());
            Environments.set(environment, service + "_SVC_ADDR", "mesh.example.:8080");
            Environments.set(environment, row.suffix(), "other.example");
        }
        if (row.suffix().startsWith("TRACE_")
                || row.suffix().startsWith("OTEL_")
                || row.suffix().equals("HOSTNAME")) {
            Environments.set(environment, "TRACE_COLLECTOR_SVC_ADDR", "mesh.example.:8080");
            Environments.set(environment, "TRACE_COLLECTOR_SVC_NAME", "other.example");
        }
        if (row.suffix().equals("CONTROL_LISTEN_ADDR")) {
            Environments.set(environment, "TAP_SVC_NAME", "other.example");
        }
        if (row.suffix().startsWith("IDENTITY_SERVER_")) {
            environment.remove("LINKERD2_PROXY_IDENTITY_LOCAL_NAME");
            Environments.set(environment, "IDENTITY_SERVER_ID", "me.example");
            Environments.set(environment, "IDENTITY_SERVER_NAME", "me.example");
        }
        return environment;
    }

    private static Variable<?> variable(VariableRow row) {
        return Variables.all().stream()
                .filter(known -> known.suffix().equals(row.suffix()))
                .findFirst()
                .orElseThrow();
    }
}
