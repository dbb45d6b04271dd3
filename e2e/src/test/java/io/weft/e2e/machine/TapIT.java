package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code linkerd tap}, {@code top}, {@code routes} and {@code viz authz} show of a running mesh. */
@Tag(MeshOnOneMachine.SHARED)
class TapIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 3; // kinds of them
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String PATH = "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/tapped/tap";

    private static final String PROFILE = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata:
              name: catalog.tapped.svc.cluster.local
              namespace: tapped
            spec:
              routes:
              - name: GET /items
                condition:
                  method: GET
                  pathRegex: /items.*
            """;

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @SuppressWarnings("NullAway.Init")
    private static Command traffic;

    @BeforeAll
    static void sendRequests() {
        mesh = MeshOnOneMachine.shared();
        Command web = web("web");
        Command catalog = web("catalog");
        mesh.awaitReady(web);
        mesh.awaitReady(catalog);
        traffic = mesh.inside(
                web,
                "sh",
                "-c",
                "while :; do curl -s -o /dev/null -m 10 http://catalog:8080/items?page=2; sleep 0.2; done");
        awaitLine("web-\\S+ .*", "stat"); // viz has heard of both
        awaitLine("catalog-\\S+ .*", "stat");
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    private static Command web(String name) {
        return mesh.run(Stream.concat(
                        Stream.of("-n", "tapped", "--name", name, "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .toArray(String[]::new));
    }

    private static Command linkerd(String... command) {
        return mesh.linkerd(Stream.concat(
                        Stream.of(command),
                        Stream.of("-n", "tapped", "--dir", mesh.directory().toString()))
                .toArray(String[]::new));
    }

    @Test
    void requestsAreShownOnBothSidesAndToNobodyWithoutTheToken() {
        Command tap = linkerd("viz", "tap", "ns/tapped", "-o", "wide", "--path", "/items");

        Patience.until(
                PATIENCE,
                () -> shows(tap, "req id=.* proxy=out .* tls=true .*:path=/items\\?page=2 .*dst_deployment=catalog.*")
                        && shows(tap, "req id=.* proxy=in  .* tls=true .*:path=/items\\?page=2 .*src_deployment=web.*")
                        && shows(tap, "rsp id=.* :status=200 latency=\\d+µs.*")
                        && shows(tap, "end id=.* duration=\\d+µs response-length=0B.*"),
                () -> "tap shows:\n" + tap.output() + "\nthe traffic: " + traffic.output());
        assertThat(mesh.post(mesh.dashboard() + PATH)).endsWith("\n401");
    }

    @Test
    void thePageIsToldTheSameJsonAsTheCommandPrintsAndNothingWithoutTheToken() throws Exception {
        Command tap = linkerd("tap", "ns/tapped", "-o", "json", "--path", "/items");
        Set<String> printed = ConcurrentHashMap.newKeySet();
        Patience.until(
                PATIENCE,
                () -> {
                    tap.lines().stream()
                            .map(Line::text)
                            .filter(line -> line.startsWith("{"))
                            .forEach(line -> printed.add(shape(line)));
                    return printed.size() >= EVENTS;
                },
                () -> "tap shows:\n" + tap.output());

        assertThat(lines("x".repeat(64), "/items").statusCode()).isEqualTo(401);
        String token =
                Files.readString(mesh.directory().resolve("run/admin-token")).strip();
        try (Stream<String> told = lines(token, "/nobody-asks-for-this").body()) {
            assertThat(told.findFirst())
                    .as("a sign of life where nothing passes")
                    .hasValue("");
        }
        try (Stream<String> told = lines(token, "/items").body()) {
            assertThat(told.filter(line -> !line.isEmpty())
                            .map(TapIT::shape)
                            .distinct()
                            .limit(EVENTS)
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(printed);
        }
    }

    private static HttpResponse<Stream<String>> lines(String token, String path) throws Exception {
        return BROWSER.send(
                HttpRequest.newBuilder(URI.create(mesh.dashboard() + "/api/v1/tap"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"namespace\":\"tapped\",\"path\":\"" + path + "\",\"extract\":true}"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    /** Which members an event has, the labels of its ends left aside. */
    private static String shape(String event) {
        return shape(JsonMapper.shared().readTree(event));
    }

    private static String shape(JsonNode node) {
        if (node.isArray()) {
            return "[]";
        }
        return node.propertyStream()
                .map(member -> member.getKey()
                        + (member.getKey().endsWith("etadata")
                                        || member.getKey().equals("routeMeta")
                                ? ""
                                : shape(member.getValue())))
                .sorted()
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void topAddsUpWhatPasses() {
        Command top = linkerd("top");

        Patience.until(
                PATIENCE,
                () -> shows(top, "web-\\S+ +catalog-\\S+ +GET +/items\\?page=2 +\\d+ .* 100.00%"),
                () -> "top shows:\n" + top.output() + "\nthe traffic: " + traffic.output());
    }

    @Test
    void routesAreThoseOfTheServicesProfile() {
        mesh.writeManifest("profile.yaml", PROFILE);

        awaitLine("GET /items +catalog +100.00% .*", "routes", "svc/catalog");
        awaitLine(
                "GET /items +catalog +100.00% .* 100.00% .*",
                "routes", "deploy/web", "--to", "svc/catalog", "-o", "wide");
        awaitLine("GET /items +catalog +100.00% .*", "viz", "routes", "deploy/catalog");
    }

    @Test
    void authorizationsSayWhatTheyLetIn() {
        awaitLine(
                "default +default:all-unauthenticated +default/all-unauthenticated +0.0rps +100.00% .*",
                "viz", "authz", "deploy/catalog");
    }

    private static void awaitLine(String line, String... command) {
        AtomicReference<String> last = new AtomicReference<>("");
        Patience.until(
                PATIENCE,
                () -> {
                    Command asked = linkerd(command);
                    var _ = asked.exitCode();
                    last.set(asked.output());
                    return shows(asked, line);
                },
                () -> String.join(" ", command) + " shows:\n" + last.get());
    }

    private static boolean shows(Command command, String line) {
        return command.lines().stream().anyMatch(each -> each.text().strip().matches(line));
    }
}
