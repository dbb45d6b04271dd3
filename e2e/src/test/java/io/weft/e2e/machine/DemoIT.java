package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A newcomer's first minute: the demo, as a program reads it. */
@Tag(Machine.ALONE)
class DemoIT {
    private static final Duration RUN = Duration.ofMinutes(4);
    private static final String IDENTITY = ".serviceaccount.identity.linkerd.cluster.local";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Command demo;

    @SuppressWarnings("NullAway.Init")
    private static List<String> errors;

    @SuppressWarnings("NullAway.Init")
    private static JsonNode report;

    @BeforeAll
    static void run() throws IOException {
        Machine.assumeFit();
        Path stderr = folder.resolve("stderr");
        String mesh = Files.createDirectory(folder.resolve("mesh")).toString();
        try (Command running =
                Command.start(Machine.linkerd("demo", "--duration", "10s", "-o", "json", "--dir", mesh), stderr)) {
            demo = running;
            Patience.until(RUN, () -> !running.isAlive(), () -> "the demo does not end");
        }
        errors = Files.readAllLines(stderr);
        report = JsonMapper.shared().readTree(demo.output());
    }

    @Test
    void allIsAsItShouldBe() {
        assertThat(demo.exitCode()).as(() -> String.join("\n", errors)).isZero();
        assertThat(report.get("unexpected_failures").asLong(-1)).isZero();
        assertThat(report.get("ready_seconds").asDouble(-1)).isBetween(1.0, 60.0);
    }

    @Test
    void reportHasExactlyTheMembersAgreedOn() {
        assertThat(report.propertyNames())
                .containsExactly("ready_seconds", "dashboard", "edges", "unexpected_failures");
        assertThat(report.get("edges")).allSatisfy(edge -> {
            assertThat(edge.propertyNames())
                    .containsExactly(
                            "client",
                            "server",
                            "secured",
                            "client_identity",
                            "server_identity",
                            "requests",
                            "success_rate",
                            "latency_ms");
            assertThat(edge.get("success_rate").isNumber()).isTrue();
            assertThat(edge.get("success_rate").asDouble()).isBetween(0.0, 1.0);
            assertThat(edge.get("latency_ms").propertyNames()).containsExactly("p50", "p95", "p99");
        });
    }

    @Test
    void dashboardIsTheFirstAddressSaidAndIsSaidOnce() {
        String line = "dashboard: " + report.get("dashboard").asString();

        assertThat(line).matches("dashboard: http://127\\.0\\.0\\.1:\\d+");
        assertThat(errors).containsOnlyOnce(line);
        assertThat(errors).filteredOn(each -> each.contains("://")).first().isEqualTo(line);
    }

    /** From web to votes goes a stream too: web answers for its counts only as long as it brings them. */
    @Test
    void everyMeshedEdgeIsSecuredWithTheIdentitiesExpectedAndTheUnmeshedCallerIsNot() {
        assertThat(edges())
                .contains(
                        secured("shop/load", "shop/web"),
                        secured("shop/web", "shop/catalog"),
                        secured("shop/web", "shop/votes"),
                        secured("linkerd-viz/viz", "linkerd/linkerd-destination"),
                        "shop/caller -> shop/web: secured=false, client='', server='', requests=true");
    }

    private static Stream<String> edges() {
        return report.get("edges")
                .valueStream()
                .map(edge -> "%s -> %s: secured=%s, client='%s', server='%s', requests=%s"
                        .formatted(
                                edge.get("client").asString(),
                                edge.get("server").asString(),
                                edge.get("secured").asBoolean(),
                                edge.get("client_identity").asString(),
                                edge.get("server_identity").asString(),
                                edge.get("requests").asLong() > 0));
    }

    private static String secured(String client, String server) {
        return "%s -> %s: secured=true, client='%s', server='%s', requests=true"
                .formatted(client, server, identity(client), identity(server));
    }

    /** Each workload's service account has its name. */
    private static String identity(String name) {
        String[] parts = name.split("/", -1);
        return parts[1] + "." + parts[0] + IDENTITY;
    }
}
