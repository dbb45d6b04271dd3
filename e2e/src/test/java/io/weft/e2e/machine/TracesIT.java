package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.trace.SpanReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What viz-service tells of a request on its way through several workloads, and who may tell it. */
@Tag(MeshOnOneMachine.SHARED)
class TracesIT {
    /** Sidecars export every ten seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String COLLECTOR = "http://collector.linkerd-viz.svc.cluster.local:4317/";

    private static final List<String> COLLECTED = List.of(
            "--annotation", "config.linkerd.io/trace-collector=receiver.traced.svc.cluster.local:4317",
            "--annotation", "config.alpha.linkerd.io/trace-collector-service-account=receiver");

    private static final String RECEIVER = """
            apiVersion: v1
            kind: Service
            metadata:
              namespace: traced
              name: receiver
            spec:
              clusterIP: None
              selector:
                app: receiver
              ports:
              - {name: grpc, port: 4317}
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command front;

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.shared();
        front = server("front", List.of(), List.of());
        Command middle = server("middle", List.of("http://back:8080/way"), List.of());
        Command back = server("back", List.of(), List.of());
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
        ask(front, "http://middle:8080/way?secret=1");

        Patience.until(PATIENCE, () -> trace().isPresent(), () -> "viz-service tells only " + tell("/api/traces"));

        JsonNode spans = tell("/api/traces/" + trace().orElseThrow()).get("spans");
        assertThat(spans.valueStream().map(TracesIT::line))
                .containsExactly(
                        "0 traced/front client /way 200",
                        "1 traced/middle server /way 200",
                        "2 traced/middle client /way 200",
                        "3 traced/back server /way 200");
        List<String> ids =
                spans.valueStream().map(span -> span.get("spanId").asString()).toList();
        assertThat(spans.valueStream().map(span -> span.get("parentId").asString("")))
                .containsExactly("", ids.get(0), ids.get(1), ids.get(2));
        assertThat(spans.toString()).doesNotContain("secret");
    }

    @Test
    void theLastSpansOfAWorkloadThatEndsAreTold() {
        Command last = server("last", List.of(), List.of());
        mesh.awaitReady(last);
        ask(front, "http://last:8080/bye");
        last.close();

        Patience.until(
                PATIENCE,
                () -> trace("workload=front&path=/bye", 2).isPresent(),
                () -> "viz-service tells only " + tell("/api/traces"));
    }

    @Test
    void aCollectorThatAnAnnotationNamesGetsTheSameOverOtlp() {
        mesh.writeManifest("receiver.yaml", RECEIVER);
        Command receiver = mesh.run(Stream.concat(
                        Stream.of("-n", "traced", "--name", "receiver", "--port", "4317", "--"),
                        MeshOnOneMachine.program(SpanReceiver.class, "4317").stream())
                .toArray(String[]::new));
        mesh.awaitReady(receiver);
        Command first = server("first", List.of(), COLLECTED);
        Command second = server("second", List.of("http://third:8080/far"), COLLECTED);
        Command third = server("third", List.of(), COLLECTED);
        Stream.of(first, second, third).forEach(mesh::awaitReady);

        ask(first, "http://second:8080/far");

        Patience.until(
                PATIENCE,
                () -> chain(receiver).size() == 4,
                () -> "the receiver printed:\n" + receiver.output() + "\nthe caller's:\n" + first.output());
        assertThat(chain(receiver))
                .containsExactly(
                        "SPAN_KIND_CLIENT /far first",
                        "SPAN_KIND_SERVER /far second",
                        "SPAN_KIND_CLIENT /far second",
                        "SPAN_KIND_SERVER /far third");
    }

    /** The spans for /far that the receiver told, each after its parent. */
    private static List<String> chain(Command receiver) {
        List<String[]> spans = receiver.lines().stream()
                .map(line -> line.text().split(" ", 4))
                .filter(parts -> parts.length == 4 && parts[3].contains(" /far "))
                .toList();
        List<String> chain = new ArrayList<>();
        String parent = "-";
        for (Optional<String[]> next = below(parent, spans); next.isPresent(); next = below(parent, spans)) {
            parent = next.get()[1];
            chain.add(next.get()[3]);
        }
        return chain;
    }

    private static Optional<String[]> below(String parent, List<String[]> spans) {
        return spans.stream().filter(parts -> parts[2].equals(parent)).findFirst();
    }

    @Test
    void spansAreTakenFromNobodyWithoutAnIdentity() {
        Command plain = mesh.run("-n", "traced", "--name", "plain", "--inject", "disabled", "--", "sleep", "3600");
        mesh.awaitReady(plain);

        Patience.until(
                PATIENCE,
                () -> mesh.get(plain, COLLECTOR, "--http2-prior-knowledge").endsWith("\n403"),
                () -> mesh.get(plain, COLLECTOR, "--http2-prior-knowledge"));
    }

    /** The id of the one whose four spans are there. */
    private static Optional<String> trace() {
        return trace("workload=back&path=/way", 4);
    }

    private static Optional<String> trace(String query, int spans) {
        return tell("/api/traces?namespace=traced&" + query)
                .get("traces")
                .valueStream()
                .filter(trace -> trace.get("spans").asInt() == spans)
                .map(trace -> trace.get("traceId").asString())
                .findFirst();
    }

    /**
     * Sends one request, which must be answered, if late: up to three sidecars and two programs serve their first, and on two
     * cores that start workloads elsewhere that has taken ten seconds.
     */
    private static void ask(Command from, String url) {
        assertThat(mesh.get(from, url, "-m", "50")).as(() -> from.output()).endsWith("\n200");
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

    private static Command server(String name, List<String> next, List<String> options) {
        String[] arguments = Stream.concat(Stream.of("8080"), next.stream()).toArray(String[]::new);
        return mesh.run(Stream.of(
                        Stream.of("-n", "traced", "--name", name, "--port", "8080", "--service"),
                        options.stream(),
                        Stream.of("--"),
                        MeshOnOneMachine.program(WebServer.class, arguments).stream())
                .flatMap(each -> each)
                .toArray(String[]::new));
    }
}
