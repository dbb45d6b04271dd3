package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.testkit.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a Prometheus that scrapes a mesh with traffic in it has to show. */
@Tag(MeshOnOneMachine.SHARED)
class DashboardsIT {
    private static final Path BOARDS = Machine.dist().resolve("../docs/grafana");

    /** A scrape of Prometheus, and another for a rate. */
    private static final Duration SCRAPES = Duration.ofSeconds(90);

    /** Of another cluster a program of ours tells, whose names are those of a sheet. */
    private static final String MIRROR = "linkerd-multicluster-controller";

    private static final String MIRROR_JOB = """
              - job_name: %s
                static_configs: [{targets: ['mirror.linkerd-multicluster.svc.cluster.local:9999']}]
            """.formatted(MIRROR);

    private static final String APP = "my-app.my-app.svc.cluster.local:8080";

    /**
     * Of sidecars: names that are Linkerd's; and help that promtool does not find, for the second half of such a document is of
     * another generation, where a counter is explained without its suffix.
     */
    private static final Pattern KNOWN = Pattern.compile("(\\S+ no help text)"
            + "|(\\S+_ms\\S* metric names should not contain abbreviated units)"
            + "|(opentelemetry_span_\\S+ counter metrics should have \"_total\" suffix)");

    private static final String SIDECAR = ":4191";

    private static final String PROFILE = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: my-app.my-app.svc.cluster.local
              namespace: my-app
            spec:
              routes:
              - name: items
                condition: {method: GET, pathRegex: "/items/.*"}
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static MeshPrometheus prometheus;

    @BeforeAll
    static void start(@TempDir Path data) {
        assumeTrue(MeshPrometheus.isInstalled(), "prometheus is not installed: apt-get install prometheus");
        mesh = MeshOnOneMachine.shared();
        mesh.writeManifest("profile.yaml", PROFILE);
        Command mirror = mesh.run(Stream.concat(
                        Stream.of("-n", "linkerd-multicluster", "--name", "mirror", "--port", "9999", "--service"),
                        Stream.concat(
                                Stream.of("--inject", "disabled", "--"),
                                MeshOnOneMachine.program(MirrorStandIn.class, "9999").stream()))
                .toArray(String[]::new));
        mesh.awaitReady(mirror);
        prometheus = MeshPrometheus.start(mesh, data, MeshPrometheus.configuration() + MIRROR_JOB);
        Command server = mesh.run(Stream.concat(
                        Stream.of("-n", "my-app", "--name", "my-app", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(TimedServer.class, "8080").stream())
                .toArray(String[]::new));
        mesh.awaitReady(server);
        Command client = mesh.run(
                "-n",
                "my-app",
                "--name",
                "client",
                "--",
                "sh",
                "-c",
                "while :; do curl -s -o /dev/null http://" + APP + "/items/20; sleep 0.2; done");
        mesh.awaitReady(client);
        Patience.until(
                SCRAPES,
                () -> prometheus
                                .number("sum(rate(route_response_total{rt_route=\"items\"}[1m]))")
                                .orElse(0.0)
                        > 0,
                () -> prometheus.ask("route_response_total") + "\n" + client.output());
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPanelHasSomethingToShow() throws IOException {
        try (Stream<Path> files = Files.list(BOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                        JsonNode board = JsonMapper.shared().readTree(Files.readString(file));
                        Patience.until(SCRAPES, () -> silent(board).isEmpty(), () -> String.join("\n", silent(board)));
                    }));
        }
    }

    @Test
    void promtoolFindsNothingInWhatEveryPartTells() {
        List<JsonNode> targets =
                prometheus.result("up{job!=\"" + MIRROR + "\"}").valueStream().toList();
        assertThat(targets).hasSizeGreaterThanOrEqualTo(10);

        assertThat(targets.stream()
                        .map(target -> target.at("/metric/instance").asString())
                        .flatMap(DashboardsIT::complaints))
                .isEmpty();
    }

    /** The questions of a board that nothing answers, of the server as well as of its client. */
    private static List<String> silent(JsonNode board) {
        List<String> silent = new ArrayList<>();
        for (JsonNode panel : board.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String question = target.path("expr").asString();
                if (Stream.of("my-app", "client").noneMatch(workload -> isAnswered(question, workload))) {
                    silent.add(panel.path("title").asString() + ": " + question);
                }
            }
        }
        return silent;
    }

    private static boolean isAnswered(String question, String workload) {
        Map<String, String> values = Map.of(
                "namespace",
                "my-app",
                "deployment",
                workload,
                "service",
                "my-app",
                "authority",
                APP,
                "cluster",
                "east",
                "dst",
                APP,
                "__rate_interval",
                "1m");
        String asked = question.replace("pod=\"$pod\"", "deployment=\"" + workload + "\"");
        for (Map.Entry<String, String> value : values.entrySet()) {
            asked = asked.replace("$" + value.getKey(), value.getValue());
        }
        assertThat(asked).doesNotContain("$");
        return prometheus
                .result(asked)
                .valueStream()
                .anyMatch(series -> !series.at("/value/1").asString().equals("NaN"));
    }

    private static Stream<String> complaints(String instance) {
        String answer = prometheus.metrics(instance);
        assertThat(answer).endsWith("\n200");
        String text = answer.substring(0, answer.lastIndexOf('\n') + 1);
        return Promtool.checkMetrics(text)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("exit code"))
                .filter(line ->
                        !instance.endsWith(SIDECAR) || !KNOWN.matcher(line).matches())
                .map(line -> instance + ": " + line);
    }
}
