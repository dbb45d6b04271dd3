package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What everybody says of some requests, once they are over: their client, viz-service and Prometheus. */
@Tag(MeshOnOneMachine.SHARED)
class NumbersAgreeIT {
    /** Two scrapes of Prometheus, and another of viz. */
    private static final Duration SCRAPES = Duration.ofMinutes(2);

    private static final String APP = "http://my-app.numbers.svc.cluster.local:8080";
    private static final String WINDOW = "window=5m&namespace=numbers";

    /** Upper bounds of {@code response_latency_ms}. */
    private static final List<Integer> BUCKETS =
            List.of(1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, 1000, 2000, 3000, 4000, 5000, 10_000);

    private static final String RECEIVED =
            "response_total{direction=\"inbound\",namespace=\"numbers\",deployment=\"my-app\"%s}";
    private static final String SENT = "route_response_total{direction=\"outbound\",namespace=\"numbers\"%s}";

    private static final String PROFILE = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: my-app.numbers.svc.cluster.local
              namespace: numbers
            spec:
              routes:
              - name: items
                condition: {method: GET, pathRegex: "/items/.*"}
              - name: fail
                condition: {method: GET, pathRegex: "/fail/.*"}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", MeshPrometheus.URL})
    void vizAndPrometheusCountWhatTheClientCounted(String vizAsks, @TempDir Path data) {
        assumeTrue(MeshPrometheus.isInstalled(), "prometheus is not installed: apt-get install prometheus");
        try (MeshOnOneMachine mesh =
                vizAsks.isEmpty() ? MeshOnOneMachine.shared() : MeshOnOneMachine.start("--prometheus-url", vizAsks)) {
            mesh.writeManifest("profile.yaml", PROFILE);
            MeshPrometheus prometheus = MeshPrometheus.start(mesh, data);
            Command client = mesh.run("-n", "numbers", "--name", "client", "--", "sleep", "3600");
            Command server = server(mesh);
            mesh.awaitReady(client);
            mesh.awaitReady(server);

            // The server's times decide all quantiles, and by far: the client also waits for two cold proxies.
            List<Answer> answers = Stream.of(
                            "/items/20?[1-50]", "/fail/120?[1-30]", "/items/120?[1-90]", "/items/320?[1-20]")
                    .flatMap(path -> load(mesh, client, path))
                    .toList();
            Counts counted = Counts.of(answers);
            assertThat(counted).isEqualTo(new Counts(160, 30));

            Patience.until(
                    SCRAPES,
                    () -> stat(mesh).equals(Optional.of(counted))
                            && routes(mesh).equals(List.of("fail 0 30", "items 160 0"))
                            && prometheus(prometheus, RECEIVED).equals(counted)
                            && prometheus(prometheus, SENT).equals(counted),
                    () -> "the client counted " + counted + ", viz "
                            + mesh.get(mesh.dashboard() + "/api/stat?resource_name=my-app&" + WINDOW) + ", Prometheus "
                            + prometheus.ask("response_total{namespace=\"numbers\"}"));
            assertCommandAgrees(mesh, counted);
            assertQuantilesAgree(statRow(mesh).orElseThrow().path("stats"), answers);
        }
    }

    private record Answer(String status, double millis) {}

    private record Counts(long successes, long failures) {
        static Counts of(List<Answer> answers) {
            return new Counts(
                    answers.stream().filter(each -> each.status.equals("200")).count(),
                    answers.stream().filter(each -> each.status.equals("500")).count());
        }
    }

    private static Stream<Answer> load(MeshOnOneMachine mesh, Command client, String path) {
        Command curl =
                mesh.inside(client, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code} %{time_total}\\n", APP + path);
        assertThat(curl.exitCode()).as(curl::output).isZero();
        return curl.lines().stream()
                .map(line -> line.text().split(" ", 2))
                .map(parts -> new Answer(parts[0], Double.parseDouble(parts[1]) * 1_000));
    }

    private static Optional<JsonNode> statRow(MeshOnOneMachine mesh) {
        return tell(mesh, "/api/stat?resource_name=my-app&" + WINDOW)
                .at("/ok/statTables/0/podGroup/rows")
                .valueStream()
                .findFirst()
                .filter(row -> row.hasNonNull("stats"));
    }

    private static Optional<Counts> stat(MeshOnOneMachine mesh) {
        return statRow(mesh)
                .map(row -> new Counts(
                        row.at("/stats/successCount").asLong(),
                        row.at("/stats/failureCount").asLong()));
    }

    private static List<String> routes(MeshOnOneMachine mesh) {
        return tell(mesh, "/api/routes?resource_type=service&" + WINDOW)
                .at("/ok/routes/0/rows")
                .valueStream()
                .map(row -> row.path("route").asString() + " "
                        + row.at("/stats/successCount").asString() + " "
                        + row.at("/stats/failureCount").asString())
                .toList();
    }

    /** Its counters are as old as its workloads: from zero on. */
    private static Counts prometheus(MeshPrometheus prometheus, String series) {
        return new Counts(
                sum(prometheus, series.formatted(",classification=\"success\"")),
                sum(prometheus, series.formatted(",classification=\"failure\"")));
    }

    private static long sum(MeshPrometheus prometheus, String series) {
        return Math.round(prometheus.number("sum(" + series + ")").orElse(0.0));
    }

    private static void assertCommandAgrees(MeshOnOneMachine mesh, Counts counted) {
        Command stat = mesh.linkerd(
                "stat",
                "-n",
                "numbers",
                "deploy/my-app",
                "-t",
                "5m",
                "-o",
                "json",
                "--dir",
                mesh.directory().toString());
        assertThat(stat.exitCode()).as(stat::output).isZero();
        assertThat(JsonMapper.shared().readTree(stat.output()).at("/0/success").asDouble())
                .isEqualTo((double) counted.successes / (counted.successes + counted.failures));
    }

    private static void assertQuantilesAgree(JsonNode stats, List<Answer> answers) {
        double[] millis = answers.stream().mapToDouble(Answer::millis).sorted().toArray();
        for (int percent : List.of(50, 95, 99)) {
            double client = millis[(int) Math.ceil(millis.length * percent / 100.0) - 1];
            double told = stats.path("latencyMsP" + percent).asDouble();
            assertThat(Math.abs(bucket(client) - bucket(told)))
                    .as("p%d: the client waited %f ms, viz says %f: %s", percent, client, told, Arrays.toString(millis))
                    .isLessThanOrEqualTo(1);
        }
    }

    private static int bucket(double millis) {
        return (int) BUCKETS.stream().filter(bound -> bound < millis).count();
    }

    /** Nothing while viz-service has no answer. */
    private static JsonNode tell(MeshOnOneMachine mesh, String path) {
        String answer = mesh.get(mesh.dashboard() + path);
        return answer.endsWith("\n200")
                ? JsonMapper.shared().readTree(answer.substring(0, answer.lastIndexOf('\n')))
                : JsonMapper.shared().createObjectNode();
    }

    private static Command server(MeshOnOneMachine mesh) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "numbers", "--name", "my-app", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(TimedServer.class, "8080").stream())
                .toArray(String[]::new));
    }
}
