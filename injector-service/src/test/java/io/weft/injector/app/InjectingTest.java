package io.weft.injector.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.weft.injection.Surroundings;
import io.weft.injector.cluster.ClusterFacts;
import io.weft.testkit.openapi.OpenApiLint;
import io.weft.testkit.port.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InjectingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ConcurrentLinkedQueue<String> EVENTS = new ConcurrentLinkedQueue<>();
    private static final String TOKEN = "4f1c0e6ad2b94b0f9a35c2de7b81e660";
    private static final String POD = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"containers":[{"name":"web"}]}}""";
    private static final int WARM_UP = 20; // rounds, after which most of the path is compiled
    private static final int ROUNDS = 21;
    private static final String REVIEW = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","namespace":"%s",%s
             "kind":{"kind":"Pod"},"object":{"metadata":{"generateName":"web-","annotations":{%s},"ownerReferences":[
              {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-5d4f","uid":"o-1","controller":true}]},
              "spec":{"containers":[{"name":"web","ports":[{"containerPort":8080}]}]}}}}""";

    private static ConfigurableApplicationContext context;
    private static HttpClient client;
    private static int port;
    private static int management;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path anchors = Files.writeString(
                folder.resolve("ca"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        port = FreePorts.take();
        management = FreePorts.take();
        SpringApplication application = new SpringApplication(Cluster.class, InjectorApplication.class);
        context = application.run(
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--mesh.injector.self-signed=true",
                "--mesh.admin.token-file=" + token(folder),
                "--mesh.injector.values="
                        + Path.of("../helm/linkerd-control-plane/values.yaml").toRealPath(),
                "--mesh.injector.trust-anchors=" + anchors);
        client = HttpClient.newBuilder()
                .sslContext(InjectorApplicationTest.trusting())
                .build();
    }

    @AfterAll
    static void stop() {
        context.close();
        client.close();
    }

    @Test
    void podOfALabelledNamespaceGetsASidecar() throws Exception {
        JsonNode response = review(REVIEW.formatted("labelled", "", ""));

        assertThat(response.path("allowed").asBoolean()).isTrue();
        assertThat(response.path("patchType").asString()).isEqualTo("JSONPatch");
        assertThat(patch(response))
                .contains("\"linkerd-proxy\"", "\"linkerd-init\"", "linkerd.io~1proxy-deployment", "\"web\"");
        assertThat(EVENTS).contains("labelled/web-5d4f Injected A sidecar was added to the pod");
    }

    @Test
    void podThatNobodyAskedForIsLetInAndItsOwnerTold() throws Exception {
        JsonNode response = review(REVIEW.formatted("plain", "", ""));

        assertThat(response.toString()).isEqualTo("{\"uid\":\"u-1\",\"allowed\":true}");
        assertThat(EVENTS)
                .contains("plain/web-5d4f InjectionSkipped No sidecar was added: neither it nor its namespace asks for"
                        + " injection");
    }

    @Test
    void dryRunLeavesNoEvent() throws Exception {
        review(REVIEW.formatted("dry", "\"dryRun\":true,", "\"linkerd.io/inject\":\"enabled\""));

        assertThat(EVENTS).noneMatch(event -> event.startsWith("dry/"));
    }

    @Test
    void annotationThatCannotBeReadIsAWarningToWhoeverAsked() throws Exception {
        JsonNode response = review(REVIEW.formatted(
                "warned",
                "",
                "\"linkerd.io/inject\":\"enabled\",\"config.linkerd.io/skip-inbound-ports\":\"" + "1,".repeat(10_000)
                        + "\""));

        assertThat(response.path("warnings").size()).isEqualTo(1);
        assertThat(response.path("warnings").path(0).asString()).hasSizeLessThan(256);
        assertThat(patch(response)).contains("\"linkerd-proxy\"");
    }

    @Test
    void objectThatIsNotWhatItsKindSaysFailsTheReview() throws Exception {
        HttpResponse<String> answer =
                post("{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\","
                        + "\"namespace\":\"plain\",\"object\":{\"kind\":\"Pod\",\"spec\":{\"containers\":7}}}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the pod's spec.containers is no list\"}");
    }

    @Test
    void podsAreCountedByWhatCameOfThem() throws Exception {
        review(REVIEW.formatted("counted", "", "\"linkerd.io/inject\":\"disabled\""));

        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + management + "/metrics"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains(
                        "proxy_inject_admission_requests_total{annotation_at=\"workload\",namespace=\"counted\",owner_kind=\"deployment\"} 1.0")
                .contains("skip=\"true\",skip_reason=\"injection_enable_annotation_absent\"} 1.0");
    }

    @Test
    void dryRunTellsDecisionReasonsAndPatchAndCountsNothing() throws Exception {
        JsonNode injected = preview("labelled", POD);
        assertThat(injected.path("injected").asBoolean()).isTrue();
        assertThat(injected.path("patch").toString()).contains("\"linkerd-proxy\"");

        JsonNode skipped = preview("tried", POD);
        assertThat(skipped.toString())
                .isEqualTo(
                        "{\"injected\":false,\"reasons\":[{\"code\":\"injection_enable_annotation_absent\","
                                + "\"text\":\"neither it nor its namespace asks for injection\"}],\"warnings\":[],\"patch\":[]}");
        assertThat(management("/metrics")).doesNotContain("namespace=\"tried\"");
        assertThat(EVENTS).noneMatch(event -> event.startsWith("tried/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|400", "{}|400", "{\"kind\":\"Pod\",\"spec\":{\"containers\":7}}|400", "nonsense|400"})
    void dryRunOfWhatIsNoObjectIsRefused(String body, int status) throws Exception {
        assertThat(dryRun("default", body, TOKEN).statusCode()).isEqualTo(status);
    }

    @Test
    void dryRunWantsTheTokenAndTheWebhookNone() throws Exception {
        assertThat(dryRun("default", POD, "x".repeat(32)).statusCode()).isEqualTo(401);
        assertThat(post(REVIEW.formatted("plain", "", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void documentIsSoundAndDescribesWhatIsServed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/openapi.json"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        assertThat(OpenApiLint.faults(
                        client.send(request, HttpResponse.BodyHandlers.ofString())
                                .body(),
                        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                                .getHandlerMethods()
                                .keySet(),
                        "/api/"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/injection", "/api/v1/openapi.json", "/api/v1/feed"})
    void adminApiIsNotOnTheManagementPort(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(404);
    }

    private static JsonNode preview(String namespace, String body) throws Exception {
        HttpResponse<String> answer = dryRun(namespace, body, TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> dryRun(String namespace, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + port + "/api/v1/injection?namespace=" + namespace))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String management(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + management + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Path token(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("admin-token"), TOKEN);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /**
     * Says how long a hundred at once took, client and server together; what is asserted is only that none failed and none took for
     * ever. Leaks are looked for elsewhere: that costs as much as the review itself.
     */
    @Test
    void aHundredReviewsAtOnceAreAnswered() {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try {
            String body = REVIEW.formatted("labelled", "", "");
            for (int i = 0; i < WARM_UP; i++) {
                round(body);
            }
            long[][] rounds = Stream.generate(() -> round(body))
                    .limit(ROUNDS)
                    .sorted(Comparator.comparingLong(round -> percentile(round, 99)))
                    .toArray(long[][]::new);

            System.out.printf(
                    "100 reviews at once: p50 %.1f ms, p99 %.1f ms; in the best of %d rounds %.1f and %.1f ms%n",
                    percentile(rounds[ROUNDS / 2], 50) / 1e6,
                    percentile(rounds[ROUNDS / 2], 99) / 1e6,
                    ROUNDS,
                    percentile(rounds[0], 50) / 1e6,
                    percentile(rounds[0], 99) / 1e6);
            assertThat(percentile(rounds[ROUNDS - 1], 100)).isLessThan(10_000_000_000L);
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private static long[] round(String body) {
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long start = System.nanoTime();
            answers.add(client.sendAsync(request(body), HttpResponse.BodyHandlers.ofString())
                    .thenApply(answer -> {
                        assertThat(answer.body()).contains("JSONPatch");
                        return System.nanoTime() - start;
                    }));
        }
        return answers.stream().mapToLong(CompletableFuture::join).sorted().toArray();
    }

    private static long percentile(long[] sorted, int percent) {
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }

    private static String patch(JsonNode response) {
        return new String(Base64.getDecoder().decode(response.path("patch").asString("")), StandardCharsets.UTF_8);
    }

    private static JsonNode review(String body) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("response");
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/?timeout=10s"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Cluster {
        @Bean
        ClusterFacts known() {
            return new ClusterFacts() {
                @Override
                public Surroundings namespace(String name) {
                    Map<String, String> labels =
                            name.equals("labelled") ? Map.of("linkerd.io/injection", "enabled") : Map.of();
                    return new Surroundings(name, Map.of(), labels, Optional.empty());
                }

                @Override
                public Optional<Surroundings.Owner> topmost(String namespace, DirectOwner direct) {
                    return Optional.of(new Surroundings.Owner("Deployment", "web"));
                }

                @Override
                public void event(String namespace, DirectOwner owner, String reason, String message) {
                    EVENTS.add(namespace + "/" + owner.name() + " " + reason + " " + message);
                }
            };
        }
    }
}
