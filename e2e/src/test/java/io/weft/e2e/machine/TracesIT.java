package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What viz-service tells of a request on its way through several workloads, and who may tell it. */
class TracesIT {
    /** Sidecars export every ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String COLLECTOR = "http://collector.linkerd-viz.svc.cluster.local:4317/";

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command front;

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.start();
        front = server("front");
        Command middle = server("middle", "http://back:8080/way");
        Command back = server("back");
        Stream.of(front, middle, back).forEach(mesh::awaitReady);
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void aRequestThroughThreeWorkloadsIsOneTraceInWhichEachSpanIsBelowTheOneThatCausedIt() {
        assertThat(mesh.get(front, "http://middle:8080/way?secret=1")).endsWith("\n200");

        Patience.until(PATIENCE, () -> trace().isPresent(), () -> "viz-service tells only " + tell("/api/traces"));

        JsonNode spans = tell("/api/traces/" + trace().orElseThrow()).get("spans");
        assertThat(spans.valueStream().map(TracesIT::line))
                .containsExactly(
                        "0 shop/front client /way 200",
                        "1 shop/middle server /way 200",
                        "2 shop/middle client /way 200",
                        "3 shop/back server /way 200");
        List<String> ids =
                spans.valueStream().map(span -> span.get("spanId").asString()).toList();
        assertThat(spans.valueStream().map(span -> span.get("parentId").asString("")))
                .containsExactly("", ids.get(0), ids.get(1), ids.get(2));
        assertThat(spans.toString()).doesNotContain("secret");
    }

    @Test
    void spansAreTakenFromNobodyWithoutAnIdentity() {
        Command plain = mesh.run("-n", "shop", "--name", "plain", "--inject", "disabled", "--", "sleep", "3600");
        mesh.awaitReady(plain);

        Patience.until(
                PATIENCE,
                () -> mesh.get(plain, COLLECTOR, "--http2-prior-knowledge").endsWith("\n403"),
                () -> mesh.get(plain, COLLECTOR, "--http2-prior-knowledge"));
    }

    /** The id of the one whose four spans are there. */
    private static Optional<String> trace() {
        return tell("/api/traces?namespace=shop&workload=back&path=/way")
                .get("traces")
                .valueStream()
                .filter(trace -> trace.get("spans").asInt() == 4)
                .map(trace -> trace.get("traceId").asString())
                .findFirst();
    }

    private static JsonNode tell(String path) {
        String answer = mesh.get(mesh.dashboard() + path);
        return JsonMapper.shared().readTree(answer.substring(0, answer.lastIndexOf('\n')));
    }

    private static String line(JsonNode span) {
        JsonNode workload = span.get("workload");
        return "%d %s/%s %s %s %d"
                .formatted(
                        span.get("depth").asInt(),
                        workload.get("namespace").asString(),
                        workload.get("name").asString(),
                        span.get("kind").asString(),
                        span.get("name").asString(),
                        span.get("status").asInt(-1));
    }

    private static Command server(String name, String... next) {
        String[] arguments = Stream.concat(Stream.of("8080"), Stream.of(next)).toArray(String[]::new);
        return mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", name, "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(WebServer.class, arguments).stream())
                .toArray(String[]::new));
    }
}
