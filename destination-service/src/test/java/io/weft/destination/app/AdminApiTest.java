package io.weft.destination.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.openapi.OpenApiLint;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTPS port from an operator's side, over a small mesh. */
class AdminApiTest {
    private static final int DEADLINE_S = 60;
    private static final String MESH = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              clusterIP: 10.96.0.9
              selector: {app: web}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec:
              podSelector: {matchLabels: {app: web}}
              port: 8080
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              namespace: shop
              name: web-1
              labels: {app: web, linkerd.io/control-plane-ns: linkerd}
            spec:
              nodeName: the-host
              serviceAccountName: web
              containers:
              - name: web
                ports: [{containerPort: 8080}]
              - name: linkerd-proxy
                env: [{name: LINKERD2_PROXY_INBOUND_LISTEN_ADDR, value: "0.0.0.0:4143"}]
            status:
              phase: Running
              podIP: 10.42.0.7
              podIPs: [{ip: 10.42.0.7}]
              conditions: [{type: Ready, status: "True"}]
            """;

    @TempDir
    private static Path directory;

    private static RunningService service;

    @BeforeAll
    static void start() throws Exception {
        service = new RunningService(directory).awaitReady();
        service.write("mesh.yaml", MESH);
        service.write("broken.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: Not A Name, namespace: bank}\n");
        awaitKnown("Pod");
        awaitRefused();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void servicesAreListedWithTheirPorts() throws Exception {
        assertThat(json("/api/v1/services?namespace=shop").toString())
                .isEqualTo("[{\"namespace\":\"shop\",\"name\":\"web\",\"addresses\":[\"10.96.0.9\"],"
                        + "\"ports\":[{\"name\":\"http\",\"port\":80,\"appProtocol\":null,\"opaque\":false}],"
                        + "\"externalName\":false}]");
        assertThat(json("/api/v1/services?namespace=bank")).isEmpty();
    }

    @Test
    void endpointsOfAServiceAreListed() throws Exception {
        JsonNode endpoint =
                json("/api/v1/endpoints?target=web.shop.svc.cluster.local:80").path(0);
        assertThat(endpoint.path("ip").asString()).isEqualTo("10.42.0.7");
        assertThat(endpoint.path("pod").asString()).isEqualTo("web-1");
        assertThat(endpoint.path("service").asString()).isEqualTo("web.shop");
        assertThat(endpoint.path("http2").asBoolean()).isTrue();
    }

    @Test
    void profileIsWhatAProxyIsTold() throws Exception {
        assertThat(json("/api/v1/profile?target=10.96.0.9:80")
                        .path("fullyQualifiedName")
                        .asString())
                .isEqualTo("web.shop.svc.cluster.local");
    }

    @Test
    void inboundPolicyComesWithItsReasons() throws Exception {
        JsonNode policy = json("/api/v1/inbound-policy?namespace=shop&workload=web-1&port=8080");
        assertThat(policy.path("labels").path("name").asString()).isEqualTo("web");
        assertThat(policy.path("reasons").toString())
                .contains("\"object\":\"Server shop/web\"", "\"verdict\":\"APPLIES\"");
    }

    @Test
    void outboundPolicyComesWithItsReasons() throws Exception {
        JsonNode policy = json("/api/v1/outbound-policy?target=web.shop.svc.cluster.local:80&namespace=curl");
        assertThat(policy.path("protocol").has("detect")).isTrue();
        assertThat(policy.path("reasons").path(0).path("object").asString()).isEqualTo("Service shop/web port 80");
    }

    @Test
    void indexIsToldByTableAndTheSameAsLongAsNothingChanges() throws Exception {
        JsonNode index = json("/api/v1/index");
        assertThat(index.path("tables").path("services").path("rows").asInt()).isEqualTo(1);
        assertThat(index.path("tables").path("policies").path("digest").asString())
                .hasSize(64);
        assertThat(json("/api/v1/index")).isEqualTo(index);
    }

    @Test
    void feedTellsWhatIsKnownAndWhatWasRefused() throws Exception {
        JsonNode feed = json("/api/v1/feed");
        assertThat(feed.path("known").path("Server.policy.linkerd.io").asInt()).isEqualTo(1);
        assertThat(feed.path("refused").path(0).path("file").asString()).isEqualTo("broken.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/endpoints?target=nowhere.shop.svc.cluster.local:80,404",
        "/api/v1/endpoints?target=10.96.0.9:80,400",
        "/api/v1/endpoints,400",
        "/api/v1/inbound-policy?namespace=shop&workload=web-1&port=0,400",
        "/api/v1/inbound-policy?namespace=shop&workload=web-1&port=x,400",
        "/api/v1/inbound-policy?namespace=shop&workload=web-1&kind=cat&port=80,400",
        "/api/v1/inbound-policy?namespace=shop&workload=nobody&port=80,404",
        "/api/v1/outbound-policy?target=example.com:80,404",
        "/api/v1/nothing,404"
    })
    void questionThatCannotBeAnsweredIsRefused(String path, int status) throws Exception {
        assertThat(service.api(path, RunningService.TOKEN).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/services",
                "/api/v1/endpoints?target=web.shop.svc.cluster.local:80",
                "/api/v1/profile?target=10.96.0.9:80",
                "/api/v1/inbound-policy?namespace=shop&workload=web-1&port=8080",
                "/api/v1/outbound-policy?target=10.96.0.9:80",
                "/api/v1/index",
                "/api/v1/feed",
                "/api/v1/openapi.json"
            })
    void nobodyIsAnsweredWithoutTheTokenAndNothingIsOnTheManagementPort(String path) throws Exception {
        assertThat(service.api(path, "x".repeat(32)).statusCode()).isEqualTo(401);
        assertThat(service.http(path).statusCode()).as("management").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/actuator/health", "/actuator/prometheus", "/"})
    void managementsPathsAreNotOnThisPort(String path) throws Exception {
        assertThat(service.api(path, RunningService.TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void documentIsSoundAndDescribesWhatIsServed() throws Exception {
        assertThat(OpenApiLint.faults(
                        json("/api/v1/openapi.json").toString(),
                        service.context
                                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                                .getHandlerMethods()
                                .keySet(),
                        "/api/"))
                .isEmpty();
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = service.api(path, RunningService.TOKEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void awaitKnown(String kind) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (!json("/api/v1/feed").path("known").has(kind)) {
            assertThat(System.nanoTime()).as("no %s in time", kind).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitRefused() throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(DEADLINE_S);
        while (json("/api/v1/feed").path("refused").isEmpty()) {
            assertThat(System.nanoTime()).as("nothing refused in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
