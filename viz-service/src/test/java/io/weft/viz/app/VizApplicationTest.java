package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadId;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import io.weft.testkit.port.FreePorts;
import io.weft.viz.tap.TapApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service between a destination-service and two sidecars that are not there. */
class VizApplicationTest {
    private static final String WEB = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String CATALOG = "catalog.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final int MOST_BYTES = 1 << 20; // of an answer
    private static final AtomicLong CLOCK = new AtomicLong();

    private static final DisposableServer WEB_PROXY = sidecar("""
            # HELP response_total Responses.
            # TYPE response_total counter
            response_total{direction="outbound",tls="true",server_id="%1$s",dst_namespace="shop",\
            dst_deployment="catalog",classification="success"} %3$d
            response_latency_ms_bucket{direction="outbound",dst_namespace="shop",dst_deployment="catalog",tls="true",\
            server_id="%1$s",le="10"} %3$d
            response_latency_ms_bucket{direction="outbound",dst_namespace="shop",dst_deployment="catalog",tls="true",\
            server_id="%1$s",le="+Inf"} %3$d
            response_total{direction="inbound",tls="no_identity",no_tls_reason="no_tls_from_remote",\
            classification="success"} %3$d
            route_response_total{direction="outbound",dst="catalog.shop.svc.cluster.local:9000",rt_route="GET /items",\
            classification="success"} %3$d
            # EOF
            """);
    private static final DisposableServer CATALOG_PROXY = sidecar("""
            response_total{direction="inbound",tls="true",client_id="%2$s",classification="success",\
            authz_kind="default",authz_name="all-unauthenticated"} %3$d
            tcp_open_connections{direction="inbound",peer="src",tls="true",client_id="%2$s",\
            target_addr="10.42.0.9:9000",srv_kind="default",srv_name="all-unauthenticated"} 2
            inbound_http_authz_allow_total{srv_kind="server",srv_name="catalog-http",\
            authz_kind="authorizationpolicy",authz_name="guests"} %3$d
            control_identity_cert_refresh_timestamp_seconds 1700000000
            control_identity_cert_expiration_timestamp_seconds 1700086400
            control_identity_trust_bundle{version="older"} 0
            control_identity_trust_bundle{version="newer"} 2
            """);

    private static Server destination;
    private static ConfigurableApplicationContext context;
    private static int port;
    private static int management;
    private static int collector;

    @BeforeAll
    static void start() throws IOException {
        destination = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(new Destination())
                .addService(new WebIsSplit())
                .addService(new WebIsAService())
                .build()
                .start();
        port = FreePorts.take();
        management = FreePorts.take();
        collector = FreePorts.take();
        context = SpringApplication.run(
                VizApplication.class,
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--spring.grpc.server.port=" + collector,
                "--mesh.viz.destination=127.0.0.1:" + destination.getPort(),
                "--mesh.viz.scrape-interval=1s",
                "--mesh.viz.scrape-timeout=1s");
    }

    @AfterAll
    static void stop() {
        context.close();
        destination.shutdownNow();
        WEB_PROXY.disposeNow();
        CATALOG_PROXY.disposeNow();
    }

    @Test
    void exportedSpansAreATraceToSearchForAndToLookAt() {
        export("web", "00f067aa0ba902b7", "");
        export("catalog", "b7ad6b7169203331", "00f067aa0ba902b7");

        client().get()
                .uri("/api/traces?namespace=shop&workload=catalog&path=/items")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.traces.length()")
                .isEqualTo(1)
                .jsonPath("$.traces[0].traceId")
                .isEqualTo(TRACE)
                .jsonPath("$.traces[0].start")
                .isEqualTo("2001-09-09T01:46:40.000001Z")
                .jsonPath("$.traces[0].spans")
                .isEqualTo(2)
                .jsonPath("$.traces[0].workloads[*].name")
                .isEqualTo(List.of("web", "catalog"));
        client().get()
                .uri("/api/traces/" + TRACE)
                .exchange()
                .expectBody()
                .jsonPath("$.spans[0].parentId")
                .isEqualTo(null)
                .jsonPath("$.spans[1].parentId")
                .isEqualTo("00f067aa0ba902b7")
                .jsonPath("$.spans[1].depth")
                .isEqualTo(1)
                .jsonPath("$.spans[1].durationMicros")
                .isEqualTo(2000);
        client().get()
                .uri("/api/traces/0af7")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.error")
                .isNotEmpty();
    }

    @Test
    void documentNamesExactlyTheMembersOfATraceThatIsAnswered() throws IOException {
        export("web", "00f067aa0ba902b7", "");
        JsonNode schemas = JsonMapper.shared()
                .readTree(new ClassPathResource("io/weft/viz/tap/openapi.json").getContentAsByteArray())
                .at("/components/schemas");
        JsonNode whole = answer("/api/traces/" + TRACE);

        assertThat(answer("/api/traces").at("/traces/0").propertyNames())
                .containsExactlyInAnyOrderElementsOf(required(schemas, "Summary"));
        assertThat(whole.propertyNames()).containsExactlyInAnyOrderElementsOf(required(schemas, "Trace"));
        assertThat(whole.at("/spans/0").propertyNames()).containsExactlyInAnyOrderElementsOf(required(schemas, "Span"));
    }

    private static List<String> required(JsonNode schemas, String name) {
        assertThat(schemas.at("/" + name + "/properties").size())
                .isEqualTo(schemas.at("/" + name + "/required").size());
        return schemas.at("/" + name + "/required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static JsonNode answer(String path) {
        byte[] body =
                client().get().uri(path).exchange().expectBody().returnResult().getResponseBody();
        return JsonMapper.shared().readTree(body == null ? new byte[0] : body);
    }

    @Test
    void spansAndHealthAreAllThatIsServedOverGrpcNotEvenReflection() {
        assertThat(context.getBeansOfType(BindableService.class))
                .containsOnlyKeys("traceCalls", "grpcServerHealthService");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/tap",
                "/apis/tap.linkerd.io/v1alpha1/watch/namespaces/shop/deployments/web/tap",
                "/api/v1/openapi.json"
            })
    void trafficIsShownToNobodyWithoutAToken(String path) {
        client().post()
                .uri(path)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.error")
                .exists();
    }

    @Test
    void anchorsAreToldOfEverySidecarAndWhoDoesNotReportIsNotLeftOut() throws Exception {
        until("/api/anchors", "\"newer\"");

        client().get()
                .uri("/api/anchors")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.workloadsCurrent")
                .isEqualTo(true)
                .jsonPath("$.proxies[*].name")
                .value(names -> assertThat(names).hasToString("[\"catalog-1\",\"web-1\"]"))
                .jsonPath("$.proxies[0].version")
                .isEqualTo("newer")
                .jsonPath("$.proxies[0].certifiedAt")
                .isEqualTo("2023-11-14T22:13:20Z")
                .jsonPath("$.proxies[0].since")
                .isNotEmpty()
                .jsonPath("$.proxies[1].version")
                .value(version -> assertThat(version).isNull());
    }

    @Test
    void anchorsAreDescribedAsTheyAreAnswered() throws Exception {
        until("/api/anchors", "\"newer\"");
        JsonMapper json = JsonMapper.shared();
        JsonNode answer = json.readTree(client().get()
                .uri("/api/anchors")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody());
        JsonNode schemas;
        try (InputStream document = TapApi.description().document().getInputStream()) {
            schemas = json.readTree(document).at("/components/schemas");
        }

        assertThat(answer.propertyNames())
                .containsExactlyElementsOf(schemas.at("/Anchors/properties").propertyNames());
        assertThat(answer.at("/proxies/0").propertyNames())
                .containsExactlyElementsOf(schemas.at("/Proxy/properties").propertyNames());
    }

    @Test
    void edgesJoinWhatBothSidecarsSay() throws Exception {
        until("/api/edges", "\"secured\":true");

        client().get()
                .uri("/api/edges?namespace=shop")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.edges.length()")
                .isEqualTo(2)
                .jsonPath("$.ok.edges[?(@.src.name=='web')].dst.name")
                .isEqualTo("catalog")
                .jsonPath("$.ok.edges[?(@.src.name=='web')].secured")
                .isEqualTo(true)
                .jsonPath("$.ok.edges[?(@.src.name=='web')].clientId")
                .isEqualTo(WEB)
                .jsonPath("$.ok.edges[?(@.src.name=='web')].serverId")
                .isEqualTo(CATALOG)
                .jsonPath("$.ok.edges[?(@.src.name=='web')].successRate")
                .isEqualTo(1.0)
                .jsonPath("$.ok.edges[?(@.src.name=='web')].noIdentityMsg")
                .isEqualTo("")
                .jsonPath("$.ok.edges[?(@.src.name=='unmeshed')].dst.name")
                .isEqualTo("web")
                .jsonPath("$.ok.edges[?(@.src.name=='unmeshed')].noIdentityMsg")
                .isEqualTo("not_provided_by_remote");
    }

    @Test
    void rowsHaveTheShapeOfTheSheet() throws Exception {
        until("/api/stat?namespace=shop&resource_name=catalog&window=30s&tcp_stats=true", "\"successCount\"");

        client().get()
                .uri("/api/stat?namespace=shop&resource_name=catalog&window=30s&tcp_stats=true")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].resource.type")
                .isEqualTo("deployment")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].resource.name")
                .isEqualTo("catalog")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].timeWindow")
                .isEqualTo("30s")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].meshedPodCount")
                .isEqualTo("1")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].stats.failureCount")
                .isEqualTo("0")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].tcpStats.openConnections")
                .isEqualTo("2")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].tsStats")
                .isEmpty();
        client().get()
                .uri("/api/tps-reports?namespace=shop&to_name=catalog")
                .exchange()
                .expectBody()
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].resource.name")
                .isEqualTo("web");
    }

    @Test
    void routesAreToldOfAService() throws Exception {
        String path = "/api/routes?resource_type=svc&resource_name=catalog&namespace=shop";
        until(path, "\"successCount\"");

        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.routes[0].resource")
                .isEqualTo("service/catalog")
                .jsonPath("$.ok.routes[0].rows[0].route")
                .isEqualTo("GET /items")
                .jsonPath("$.ok.routes[0].rows[0].authority")
                .isEqualTo("catalog.shop.svc.cluster.local");
    }

    @Test
    void routesOfAllThatAWorkloadSendsAreTold() throws Exception {
        String path = "/api/routes?resource_name=web&namespace=shop&to_type=svc&to_all_namespaces=true";
        until(path, "\"successCount\"");

        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.routes[0].namespace")
                .isEqualTo("shop")
                .jsonPath("$.ok.routes[0].rows[0].kind")
                .isEqualTo("ServiceProfile");
    }

    @Test
    void servicesAndPodsAreThoseThatDestinationKnows() throws Exception {
        until("/api/services", "\"web\"");
        until("/api/pods", "shop/web-1");

        assertThat(answer("/api/services?namespace=shop"))
                .hasToString("{\"services\":[{\"name\":\"web\",\"namespace\":\"shop\"}]}");
        assertThat(answer("/api/pods?namespace=shop")
                        .at("/pods")
                        .valueStream()
                        .map(pod -> pod.at("/name") + " " + pod.at("/deployment")))
                .containsExactly("\"shop/catalog-1\" \"shop/catalog\"", "\"shop/web-1\" \"shop/web\"");
        client().get()
                .uri("/api/pods?label_selector=app in web")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isNotEmpty();
    }

    @Test
    void thereAreNoGatewaysWhereNoServiceMirrorTellsOfAny() {
        assertThat(answer("/api/gateways")).hasToString("{\"ok\":{\"gatewaysTable\":{\"rows\":[]}}}");
    }

    @Test
    void splitsAreToldWithTheWeightsThatDestinationKnows() throws Exception {
        until("/api/canaries", "\"leaves\"");

        client().get()
                .uri("/api/canaries")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.splitsCurrent")
                .isEqualTo(true)
                .jsonPath("$.splits[0].name")
                .isEqualTo("web-canary")
                .jsonPath("$.splits[0].leaves[*].weight")
                .isEqualTo(List.of(0.75, 0.25));
    }

    @Test
    void portsWithoutAServerAreAskedForByWhomTheirDefaultLetsIn() throws Exception {
        String path = "/api/default-deny";
        until(path, "\"callers\"");

        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.ports[0].policy")
                .isEqualTo("all-unauthenticated")
                .jsonPath("$.ok.ports[0].callers[0].workloads[0].name")
                .isEqualTo("web");
    }

    @Test
    void policiesAreRowsToo() throws Exception {
        String path = "/api/stat?resource_type=srv&namespace=shop";
        until(path, "catalog-http");

        client().get()
                .uri(path)
                .exchange()
                .expectBody()
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].resource.type")
                .isEqualTo("server")
                .jsonPath("$.ok.statTables[0].podGroup.rows[0].srvStats.deniedCount")
                .isEqualTo("0");
    }

    @Test
    void authorizationsAreToldWithWhatTheyLetIn() throws Exception {
        String path = "/api/authz?resource_name=catalog&namespace=shop";
        until(path, "\"successCount\"");

        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.ok.statTable.podGroup.rows[0].srvStats.authz.name")
                .isEqualTo("all-unauthenticated")
                .jsonPath("$.ok.statTable.podGroup.rows[0].resource.name")
                .isEqualTo("catalog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/stat?resource_type=planet",
                "/api/stat?window=soon",
                "/api/stat?window=1h",
                "/api/stat?tcp_stats=maybe",
                "/api/stat?to_name=a&from_name=b",
                "/api/stat?resource_type=server&to_name=a",
                "/api/stat?resource_type=httproute&from_type=deployment",
                "/api/stat?resource_type=au",
                "/api/stat?resource_type=svc&label_selector=app",
                "/api/authz?label_selector=app in web",
                "/api/authz?resource_type=server",
                "/api/routes?label_selector=app in web",
                "/api/routes?resource_type=svc&label_selector=app",
                "/api/edges?resource_type=planet",
                "/api/authz?resource_type=service",
                "/api/routes?resource_type=planet",
                "/api/routes?resource_type=svc&to_type=svc",
            })
    void questionThatCannotBeAnsweredIsRefusedWithItsReason(String path) {
        client().get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error")
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8084, 200",
        "LOCALHOST, 200",
        "127.0.0.1:1234, 200",
        "[::1]:8084, 200",
        "web.linkerd-viz.svc:8084, 200",
        "web.linkerd-viz.svc.cluster.local, 200",
        "evil.example, 400",
        "localhost.evil.example, 400",
        "127.0.0.1.evil.example:8084, 400",
    })
    void onlyOurOwnNamesAreAnswered(String host, int status) {
        for (String path : new String[] {"/", "/api/edges"}) {
            client().get()
                    .uri(path)
                    .header("Host", host)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(status)
                    .expectBody()
                    .returnResult();
        }
    }

    @Test
    void pageAndItsPartsAreServedWithSecurityHeaders() {
        for (String path : new String[] {
            "/",
            "/namespaces/shop",
            "/workloads/shop/deployment/web",
            "/tap",
            "/top",
            "/errors",
            "/policy",
            "/routes",
            "/routes/shop/service/web",
            "/canary",
            "/traces",
            "/traces/0af7",
            "/icon.svg"
        }) {
            client().get()
                    .uri(path)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("X-Frame-Options", "SAMEORIGIN")
                    .expectHeader()
                    .value(
                            "Content-Security-Policy",
                            policy -> assertThat(policy)
                                    .startsWith("default-src 'none'")
                                    .doesNotContain("unsafe"))
                    .expectBody()
                    .returnResult();
        }
        client().get()
                .uri("/index.html")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .returnResult();
        client().post()
                .uri("/api/edges")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectBody()
                .returnResult();
    }

    @Test
    void builtFilesAreNamedByWhatIsInThemAndKeptForEver() {
        byte[] document =
                client().get().uri("/").exchange().expectBody().returnResult().getResponseBody();
        List<String> assets = Pattern.compile("/assets/[^\"]+")
                .matcher(new String(document == null ? new byte[0] : document, StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(assets).hasSize(2);
        for (String asset : assets) {
            client().get()
                    .uri(asset)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .value("Cache-Control", value -> assertThat(value).contains("immutable"))
                    .expectBody()
                    .returnResult();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/planets"})
    void whatWasNotBuiltIsNotFound(String path) {
        client().get()
                .uri(URI.create("http://localhost:" + port + path))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .returnResult();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/../index.html", "/assets/%2e%2e%2findex.js"})
    void aPathThatClimbsIsABadRequest(String path) {
        client().get()
                .uri(URI.create("http://localhost:" + port + path))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .returnResult();
    }

    @Test
    void meshIsToldAgainAndAgainToWhoeverLooks() {
        List<String> looks = client().get()
                .uri("/api/live")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith("text/event-stream")
                .returnResult(String.class)
                .getResponseBody()
                .take(2)
                .collectList()
                .block(Duration.ofSeconds(20));

        assertThat(looks)
                .hasSize(2)
                .allSatisfy(
                        look -> assertThat(look)
                                .contains(
                                        "\"workloadsKnown\":true",
                                        "\"workloadsCurrent\":true",
                                        "\"watchingSince\":\"20",
                                        "\"name\":\"catalog\"",
                                        "\"edges\"",
                                        "\"decisions\"")
                                .contains(
                                        "{\"namespace\":\"shop\",\"name\":\"catalog-1\",\"expiresAt\":\"2023-11-15T22:13:20Z\"}"));
    }

    @Test
    void historyOfAResourceGrowsStepByStep() throws Exception {
        until("/api/history?namespace=shop&resource_name=catalog", "\"rps\"");
    }

    @Test
    void prometheusIsToldOfBothSidecars() throws Exception {
        until("/api/anchors", "\"web-1\"");

        WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + management)
                .build()
                .get()
                .uri("/targets")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[*].labels.__meta_kubernetes_pod_name")
                .value(names -> assertThat(String.valueOf(names)).contains("web-1", "catalog-1"));
    }

    @Test
    void managementIsReachedByAddressAndServesNothingElse() {
        WebTestClient other = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + management)
                .defaultHeader("Host", "10.42.0.9:8086")
                .build();
        other.get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();
        other.get()
                .uri("/metrics")
                .exchange()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("viz_series", "viz_destination_connected 1.0"));
        other.get()
                .uri("/api/edges")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .returnResult();
    }

    private static void until(String path, String wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        String body = "";
        while (System.nanoTime() < end) {
            byte[] answer = client().get()
                    .uri(path)
                    .exchange()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
            body = answer == null ? "" : new String(answer, StandardCharsets.UTF_8);
            if (body.contains(wanted)) {
                return;
            }
            Thread.sleep(50); // real sockets
        }
        throw new AssertionError(path + " still answers " + body);
    }

    private static WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .build();
    }

    private static DisposableServer sidecar(String format) {
        return HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.get(
                        "/metrics",
                        (request, response) -> response.sendString(Mono.fromSupplier(
                                () -> String.format(format, CATALOG, WEB, CLOCK.incrementAndGet() * 10)))))
                .bindNow();
    }

    private static void export(String workload, String span, String parent) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", collector, InsecureChannelCredentials.create())
                .build();
        try {
            var _ = TraceServiceGrpc.newBlockingStub(channel)
                    .export(ExportTraceServiceRequest.newBuilder()
                            .addResourceSpans(ResourceSpans.newBuilder()
                                    .setResource(Resource.newBuilder()
                                            .addAttributes(text("k8s.namespace.name", "shop"))
                                            .addAttributes(text("k8s.deployment.name", workload)))
                                    .addScopeSpans(ScopeSpans.newBuilder()
                                            .addSpans(Span.newBuilder()
                                                    .setTraceId(bytes(TRACE))
                                                    .setSpanId(bytes(span))
                                                    .setParentSpanId(bytes(parent))
                                                    .setName("/items")
                                                    .setStartTimeUnixNano(1_000_000_000_000_001_000L)
                                                    .setEndTimeUnixNano(1_000_000_000_002_001_000L))))
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    private static KeyValue text(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static final class WebIsAService extends ServicesGrpc.ServicesImplBase {
        @Override
        public void watch(ServicesRequest request, StreamObserver<ServicesUpdate> out) {
            ServicesUpdate.Builder update = ServicesUpdate.newBuilder();
            update.addServicesBuilder().setNamespace("bank").setName("desk");
            update.addServicesBuilder().setNamespace("shop").setName("web").putSelector("app", "web");
            out.onNext(update.build());
        }
    }

    private static final class WebIsSplit extends SplitsGrpc.SplitsImplBase {
        @Override
        public void watch(SplitsRequest request, StreamObserver<SplitsUpdate> out) {
            SplitsUpdate.Builder update = SplitsUpdate.newBuilder();
            update.addSplitsBuilder()
                    .setKind("TrafficSplit")
                    .setNamespace("shop")
                    .setName("web-canary")
                    .setRules(1)
                    .setService(service("web"))
                    .addLeaves(SplitLeaf.newBuilder().setService(service("web")).setWeight(3))
                    .addLeaves(
                            SplitLeaf.newBuilder().setService(service("next")).setWeight(1));
            out.onNext(update.build());
        }

        private static SplitService service(String name) {
            return SplitService.newBuilder().setNamespace("shop").setName(name).build();
        }
    }

    private static final class Destination extends WorkloadsGrpc.WorkloadsImplBase {
        @Override
        public void watch(WatchRequest request, StreamObserver<WorkloadsUpdate> out) {
            out.onNext(WorkloadsUpdate.newBuilder()
                    .setReset(true)
                    .addApply(workload("web", WEB, WEB_PROXY.port()))
                    .addApply(workload("catalog", CATALOG, CATALOG_PROXY.port()))
                    .build());
        }

        private static Workload workload(String name, String identity, int admin) {
            return Workload.newBuilder()
                    .setId(WorkloadId.newBuilder()
                            .setNamespace("shop")
                            .setKind("pod")
                            .setName(name + "-1"))
                    .setOwnerKind("Deployment")
                    .setOwnerName(name)
                    .setIdentity(identity)
                    .setAdmin(TcpAddress.newBuilder()
                            .setIp(IPAddress.newBuilder().setIpv4(0x7F000001))
                            .setPort(admin))
                    .setReady(true)
                    .setMeshed(true)
                    .build();
        }
    }
}
