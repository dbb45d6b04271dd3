package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.openapi.OpenApiLint;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service says of its own API, to whoever may read it. */
class VizDocumentTest {
    private static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";
    private static final List<String> GUARDED = List.of("/api/v1", "/apis");
    private static final String METRICS = "io.weft.viz.metrics.";
    private static final Map<String, String> RECORDS = Map.ofEntries(
            Map.entry("Resource", METRICS + "ResourceName"),
            Map.entry("BasicStats", METRICS + "BasicStatsJson"),
            Map.entry("TcpStats", METRICS + "TcpStatsJson"),
            Map.entry("ServerStats", METRICS + "ServerStatsJson"),
            Map.entry("TrafficSplitStats", METRICS + "TrafficSplitStatsJson"),
            Map.entry("StatRow", METRICS + "StatRowJson"),
            Map.entry("StatSummary", METRICS + "StatSummaryJson"),
            Map.entry("Authz", METRICS + "AuthzJson"),
            Map.entry("Edge", METRICS + "EdgeJson"),
            Map.entry("Edges", METRICS + "EdgesJson"),
            Map.entry("RouteRow", METRICS + "RoutesJson$Row"),
            Map.entry("Routes", METRICS + "RoutesJson"),
            Map.entry("Canaries", METRICS + "CanaryJson"),
            Map.entry("Split", METRICS + "CanaryJson$Split"),
            Map.entry("Leaf", METRICS + "CanaryJson$Leaf"),
            Map.entry("DefaultPort", METRICS + "DefaultDenyJson$Port"),
            Map.entry("Caller", METRICS + "DefaultDenyJson$Caller"),
            Map.entry("DefaultDeny", METRICS + "DefaultDenyJson"),
            Map.entry("LoadRow", METRICS + "LoadJson$Row"),
            Map.entry("Load", METRICS + "LoadJson"),
            Map.entry("Point", METRICS + "HistoryJson$Point"),
            Map.entry("History", METRICS + "HistoryJson"),
            Map.entry("Pod", METRICS + "PodsJson$Pod"),
            Map.entry("Pods", METRICS + "PodsJson"),
            Map.entry("Service", METRICS + "ServicesJson$Service"),
            Map.entry("Services", METRICS + "ServicesJson"),
            Map.entry("Gateway", METRICS + "GatewaysJson$Row"),
            Map.entry("Gateways", METRICS + "GatewaysJson"),
            Map.entry("Failure", METRICS + "FailureJson"),
            Map.entry("RouteFailure", METRICS + "RouteFailureJson"),
            Map.entry("Decision", METRICS + "DecisionJson"),
            Map.entry("PodRow", METRICS + "MeshJson$Pod"),
            Map.entry("Mesh", METRICS + "MeshJson"),
            Map.entry("SidecarCertificate", "io.weft.viz.trust.CertificatesJson$Leaf"),
            Map.entry("Certificates", "io.weft.viz.trust.CertificatesJson"),
            Map.entry("Live", "io.weft.viz.dashboard.MeshLook$Event"));

    @TempDir
    private static Path directory = Path.of("");

    private static Optional<ConfigurableApplicationContext> context = Optional.empty();
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        port = FreePorts.take();
        context = Optional.of(SpringApplication.run(
                VizApplication.class,
                "--server.port=" + port,
                "--management.server.port=" + FreePorts.take(),
                "--spring.grpc.server.port=0",
                "--mesh.viz.destination=127.0.0.1:1",
                "--mesh.admin.token-file=" + token));
    }

    @AfterAll
    static void stop() {
        context.ifPresent(ConfigurableApplicationContext::close);
    }

    @Test
    void documentIsSoundAndDescribesWhatIsServed() throws Exception {
        assertThat(OpenApiLint.faults(
                        document().toString(),
                        context.orElseThrow()
                                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                                .getHandlerMethods()
                                .keySet(),
                        "/api",
                        path -> GUARDED.stream().anyMatch(path::startsWith)))
                .isEmpty();
    }

    @Test
    void fieldsOfTheAnswersAreThoseOfTheSchemas() throws Exception {
        JsonNode schemas = document().at("/components/schemas");
        Map<String, String> described = new TreeMap<>();
        Map<String, String> answered = new TreeMap<>();
        for (Map.Entry<String, String> each : RECORDS.entrySet()) {
            JsonNode schema = schemas.path(each.getKey());
            described.put(
                    each.getKey(),
                    new TreeSet<>(schema.path("properties").propertyNames()) + ", always "
                            + schema.path("required")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .collect(Collectors.toCollection(TreeSet::new)));
            TreeSet<String> fields = Arrays.stream(
                            Class.forName(each.getValue()).getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
            answered.put(each.getKey(), fields + ", always " + fields);
        }
        assertThat(described).isEqualTo(answered);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/openapi.json",
        "GET, /api/v1/nothing",
        "POST, /api/v1/tap",
        "POST, /apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap",
        "POST, /apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/pods/tap",
        "POST, /apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/pods/web-1/tap"
    })
    void guardedPathsAreForTheBearerOfTheTokenAlone(String method, String path) throws Exception {
        assertThat(send(method, path, "Bearer " + "x".repeat(32)).statusCode()).isEqualTo(401);
        assertThat(send(method, path, "Bearer " + TOKEN).statusCode()).isNotIn(401, 403);
    }

    @Test
    void tokenIsNoGoodUnderAnotherHostsName() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .post()
                .uri("/api/v1/tap")
                .header("Host", "evil.example")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .bodyValue("{\"namespace\":\"shop\"}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody(String.class)
                .value(text -> assertThat(text).startsWith("unknown Host header"));
    }

    @Test
    void whatCannotBeTappedIsSaidInJson() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .post()
                .uri("/api/v1/tap")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .bodyValue("{\"namespace\":\"shop\"}")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.error")
                .isEqualTo("no pods found for namespace shop");
    }

    private static JsonNode document() throws Exception {
        HttpResponse<String> answer = send("GET", "/api/v1/openapi.json", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> send(String method, String path, String authorization) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .header("Authorization", authorization)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
