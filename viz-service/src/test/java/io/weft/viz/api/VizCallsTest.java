package io.weft.viz.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.weft.api.viz.ApiGrpc;
import io.weft.api.viz.AuthzRequest;
import io.weft.api.viz.BasicStats;
import io.weft.api.viz.CheckStatus;
import io.weft.api.viz.EdgesRequest;
import io.weft.api.viz.GatewaysRequest;
import io.weft.api.viz.GatewaysResponse;
import io.weft.api.viz.GatewaysTable;
import io.weft.api.viz.ListPodsRequest;
import io.weft.api.viz.ListServicesRequest;
import io.weft.api.viz.Pod;
import io.weft.api.viz.Resource;
import io.weft.api.viz.ResourceSelection;
import io.weft.api.viz.RouteTable;
import io.weft.api.viz.SelfCheckRequest;
import io.weft.api.viz.Service;
import io.weft.api.viz.StatSummaryRequest;
import io.weft.api.viz.StatSummaryResponse;
import io.weft.api.viz.StatTable;
import io.weft.api.viz.TcpStats;
import io.weft.api.viz.TopRoutesRequest;
import io.weft.core.Latest;
import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.Split;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricStore;
import io.weft.viz.window.MetricsUnavailableException;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** wire-api, 14; viz, 3. */
class VizCallsTest {
    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String IDENTITY = "%s.shop.serviceaccount.identity.linkerd.cluster.local";

    private static final Split SPLIT = new Split(
            "TrafficSplit",
            "shop",
            "canary",
            0,
            1,
            new Split.Target("shop", "web"),
            List.of(
                    new Split.Leaf(new Split.Target("shop", "web"), 0, 3),
                    new Split.Leaf(new Split.Target("shop", "web-next"), 0, 1)),
            false);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private final MetricStore store =
            new MetricStore(nanos::get, () -> NOW.plusNanos(nanos.get()), TICK, Duration.ofMinutes(5), 1000);
    private final VizServer server = new VizServer(
            0,
            new VizCalls(
                    new Latest<>(Workloads.of(List.of(pod("web", 1), pod("catalog", 2)))),
                    new Latest<>(new KnownServices(List.of(
                            new KnownService("bank", "desk-west", Map.of(), "west"),
                            new KnownService("shop", "web", Map.of("app", "web"), "")))),
                    () -> List.of(SPLIT),
                    new Away(),
                    () -> !away.get(),
                    "cluster.local",
                    JsonMapper.shared()));
    private Optional<ManagedChannel> channel = Optional.empty();

    @BeforeEach
    void webAsksTheCatalog() {
        server.open();
        channel = Optional.of(
                Grpc.newChannelBuilderForAddress("127.0.0.1", server.port(), InsecureChannelCredentials.create())
                        .build());
        tell(0);
        nanos.addAndGet(TICK.toNanos());
        tell(30);
    }

    @AfterEach
    void close() {
        channel.ifPresent(ManagedChannel::shutdownNow);
        server.close();
    }

    private ApiGrpc.ApiBlockingStub api() {
        return ApiGrpc.newBlockingStub(channel.orElseThrow());
    }

    @Test
    void rowsOfStatSummaryAreThoseOfTheHttpApi() {
        StatSummaryResponse answer = api().statSummary(StatSummaryRequest.newBuilder()
                .setSelector(of("deployment", "catalog"))
                .setTimeWindow("1m")
                .setTcpStats(true)
                .build());

        assertThat(answer.getOk().getStatTablesList())
                .containsExactly(StatTable.newBuilder()
                        .setPodGroup(StatTable.PodGroup.newBuilder()
                                .addRows(StatTable.PodGroup.Row.newBuilder()
                                        .setResource(resource("deployment", "catalog"))
                                        .setTimeWindow("1m")
                                        .setMeshedPodCount(1)
                                        .setRunningPodCount(1)
                                        .setStats(BasicStats.newBuilder()
                                                .setSuccessCount(30)
                                                .setLatencyMsP50(5)
                                                .setLatencyMsP95(10)
                                                .setLatencyMsP99(10))
                                        .setTcpStats(TcpStats.newBuilder().setOpenConnections(2))))
                        .build());
    }

    @Test
    void allTypesAreATableEach() {
        StatSummaryResponse answer = api().statSummary(StatSummaryRequest.newBuilder()
                .setSelector(of("all", ""))
                .build());

        assertThat(answer.getOk().getStatTablesCount()).isEqualTo(9);
        assertThat(answer.getOk().getStatTablesList().stream()
                        .flatMap(table -> table.getPodGroup().getRowsList().stream())
                        .map(row -> row.getResource().getType() + "/"
                                + row.getResource().getName()))
                .containsExactlyInAnyOrder(
                        "deployment/web",
                        "deployment/catalog",
                        "pod/web-1",
                        "pod/catalog-1",
                        "service/web",
                        "service/web",
                        "service/web");
    }

    @Test
    void leavesOfASplitServiceAreRowsThoughNothingWasSentThere() {
        StatSummaryResponse answer = api().statSummary(StatSummaryRequest.newBuilder()
                .setSelector(of("service", "web"))
                .build());

        assertThat(answer.getOk().getStatTables(0).getPodGroup().getRowsList().stream()
                        .map(row -> row.getResource().getName() + " "
                                + row.getTsStats().getApex() + " "
                                + row.getTsStats().getLeaf() + " "
                                + row.getTsStats().getWeight()))
                .containsExactly("web   ", "web web web 75%", "web web web-next 25%");
        assertThat(api().statSummary(StatSummaryRequest.newBuilder()
                                .setSelector(of("service", "web"))
                                .setToResource(resource("deployment", "catalog"))
                                .build())
                        .getError()
                        .getError())
                .startsWith("a Service sends nothing");
    }

    @Test
    void clientTellsOfWhatItSentThere() {
        StatSummaryResponse answer = api().statSummary(StatSummaryRequest.newBuilder()
                .setSelector(of("deployment", ""))
                .setToResource(resource("deployment", "catalog"))
                .build());

        StatTable.PodGroup.Row row =
                answer.getOk().getStatTables(0).getPodGroup().getRows(0);
        assertThat(row.getResource().getName()).isEqualTo("web");
        assertThat(row.getStats().getSuccessCount()).isEqualTo(30);
    }

    @Test
    void policiesAreRowsOfWhatTheyDecided() {
        StatTable.PodGroup.Row row = api().statSummary(StatSummaryRequest.newBuilder()
                        .setSelector(of("authorizationpolicy", ""))
                        .build())
                .getOk()
                .getStatTables(0)
                .getPodGroup()
                .getRows(0);

        assertThat(row.getResource()).isEqualTo(resource("authorizationpolicy", "callers"));
        assertThat(row.getSrvStats().getAllowedCount()).isEqualTo(30);
        assertThat(api().statSummary(StatSummaryRequest.newBuilder()
                                .setSelector(of("server", "http"))
                                .setFromResource(resource("deployment", "web"))
                                .build())
                        .getError()
                        .getError())
                .startsWith("a policy neither sends nor is sent to");
    }

    @Test
    void routesAreOfPodsThatAreLabelledSo() {
        assertThat(api().topRoutes(TopRoutesRequest.newBuilder()
                                .setSelector(of("deployment", "").toBuilder().setLabelSelector("app=web"))
                                .setToResource(resource("service", "catalog"))
                                .build())
                        .getOk()
                        .getRoutesList())
                .extracting(RouteTable::getResource)
                .containsExactly("deployment/web");
        assertThat(api().topRoutes(TopRoutesRequest.newBuilder()
                                .setSelector(
                                        of("service", "catalog").toBuilder().setLabelSelector("app=web"))
                                .build())
                        .getError()
                        .getError())
                .startsWith("label_selector is of pods");
    }

    @Test
    void edgesNameBothEndsAndWhatTheyProved() {
        var edges = api().edges(EdgesRequest.newBuilder()
                        .setSelector(of("deployment", ""))
                        .build())
                .getOk()
                .getEdgesList();

        assertThat(edges).hasSize(1);
        assertThat(edges.getFirst().getSrc()).isEqualTo(resource("deployment", "web"));
        assertThat(edges.getFirst().getDst()).isEqualTo(resource("deployment", "catalog"));
        assertThat(edges.getFirst().getClientId()).isEqualTo(IDENTITY.formatted("web"));
        assertThat(edges.getFirst().getServerId()).isEqualTo(IDENTITY.formatted("catalog"));
        assertThat(edges.getFirst().getNoIdentityMsg()).isEmpty();
    }

    @Test
    void routesAreTablesOfWhatTookThem() {
        var routes = api().topRoutes(TopRoutesRequest.newBuilder()
                        .setSelector(of("service", "catalog"))
                        .build())
                .getOk()
                .getRoutesList();

        assertThat(routes).hasSize(1);
        assertThat(routes.getFirst().getResource()).isEqualTo("service/catalog");
        assertThat(routes.getFirst().getRowsList().stream()
                        .map(row -> row.getRoute() + " " + row.getStats().getSuccessCount()))
                .contains("GET /items 30");
    }

    @Test
    void decisionsAreCountedByAuthorization() {
        var rows = api().authz(AuthzRequest.newBuilder()
                        .setResource(resource("deployment", "catalog"))
                        .build())
                .getOk()
                .getStatTable()
                .getPodGroup()
                .getRowsList();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().getSrvStats().getAuthz().getName()).isEqualTo("callers");
        assertThat(rows.getFirst().getStats().getSuccessCount()).isEqualTo(30);
    }

    @Test
    void podsAreListedWithTheirOwners() {
        assertThat(api().listPods(ListPodsRequest.newBuilder()
                                .setSelector(of("", ""))
                                .build())
                        .getPodsList())
                .containsExactly(listed("catalog", 2), listed("web", 1));
    }

    @Test
    void podsOfAResourceAreListedIfTheyAreLabelledSo() {
        assertThat(pods(of("deployment", "web"))).containsExactly(listed("web", 1));
        assertThat(pods(of("", "").toBuilder().setLabelSelector("app!=web").build()))
                .containsExactly(listed("catalog", 2));
        assertThat(pods(of("pod", "web-1").toBuilder()
                        .setLabelSelector("app=catalog")
                        .build()))
                .isEmpty();
        assertThatThrownBy(() -> pods(
                        of("", "").toBuilder().setLabelSelector("app in web").build()))
                .hasMessageStartingWith("INVALID_ARGUMENT: a label selector has terms like");
    }

    private List<Pod> pods(ResourceSelection selection) {
        return api().listPods(
                        ListPodsRequest.newBuilder().setSelector(selection).build())
                .getPodsList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1m, one of",
        "planet, 1m, one of",
        "deployment, 1s, window",
    })
    void whatIsAskedWronglyIsAnsweredWithTheReason(String type, String window, String reason) {
        StatSummaryResponse answer = api().statSummary(StatSummaryRequest.newBuilder()
                .setSelector(of(type, "web"))
                .setTimeWindow(window)
                .build());

        assertThat(answer.getError().getError()).contains(reason);
        assertThat(answer.getError().getResource().getName()).isEqualTo("web");
    }

    @Test
    void podsThatAreNotLabelledSoAreNotInTheRows() {
        var rows = api().statSummary(StatSummaryRequest.newBuilder()
                        .setSelector(of("deployment", "").toBuilder().setLabelSelector("app in (catalog)"))
                        .build())
                .getOk()
                .getStatTables(0)
                .getPodGroup()
                .getRowsList();

        assertThat(rows.stream().map(row -> row.getResource().getName())).containsExactly("catalog");
        assertThat(api().statSummary(StatSummaryRequest.newBuilder()
                                .setSelector(of("all", "").toBuilder().setLabelSelector("app in (catalog)"))
                                .build())
                        .getOk()
                        .getStatTablesCount())
                .as("all but Services")
                .isEqualTo(8);
    }

    @Test
    void resourceMustBeNamedAndLabelsAreNotLookedAtWhereOnlyNamesAreTold() {
        assertThat(api().statSummary(StatSummaryRequest.getDefaultInstance())
                        .getError()
                        .getError())
                .isEqualTo("name a resource");
        assertThat(api().edges(EdgesRequest.newBuilder()
                                .setSelector(of("deployment", "").toBuilder().setLabelSelector("app=web"))
                                .build())
                        .getError()
                        .getError())
                .contains("labels are not looked at");
    }

    @Test
    void whileTheMetricsAreAwayThereIsNoAnswer() {
        away.set(true);

        assertThatThrownBy(() -> api().authz(AuthzRequest.newBuilder()
                        .setResource(resource("deployment", "web"))
                        .build()))
                .hasMessage("UNAVAILABLE: nobody can tell");
        assertThat(api().selfCheck(SelfCheckRequest.getDefaultInstance())
                        .getResults(0)
                        .getStatus())
                .isEqualTo(CheckStatus.ERROR);
    }

    @Test
    void whileAllIsWellTheSelfCheckSaysSo() {
        assertThat(api().selfCheck(SelfCheckRequest.getDefaultInstance()).getResultsList())
                .singleElement()
                .satisfies(result -> assertThat(result.getStatus()).isEqualTo(CheckStatus.OK));
    }

    @Test
    void withoutAServiceMirrorThereAreNoGateways() {
        assertThat(api().gateways(GatewaysRequest.getDefaultInstance()))
                .isEqualTo(GatewaysResponse.newBuilder()
                        .setOk(GatewaysResponse.Ok.newBuilder().setGatewaysTable(GatewaysTable.getDefaultInstance()))
                        .build());
    }

    @Test
    void gatewaysThatAServiceMirrorProbesAreToldDeadOnesToo() {
        store.record(key("controller").asServiceMirror(), """
                gateway_alive{gateway_namespace="mc",gateway_name="gateway",target_cluster_name="west"} 0
                gateway_alive{gateway_namespace="mc",gateway_name="gateway",target_cluster_name="east"} 1
                """);

        assertThat(api().gateways(GatewaysRequest.newBuilder()
                                .setRemoteClusterName("west")
                                .build())
                        .getOk()
                        .getGatewaysTable()
                        .getRowsList())
                .containsExactly(GatewaysTable.Row.newBuilder()
                        .setNamespace("mc")
                        .setName("gateway")
                        .setClusterName("west")
                        .setPairedServices(1)
                        .build());
        assertThat(api().gateways(
                                GatewaysRequest.newBuilder().setTimeWindow("1s").build())
                        .getError()
                        .getError())
                .contains("window");
    }

    @Test
    void servicesAreListedOfOneNamespaceOrOfAll() {
        Service desk =
                Service.newBuilder().setNamespace("bank").setName("desk-west").build();
        Service web = Service.newBuilder().setNamespace("shop").setName("web").build();

        assertThat(api().listServices(ListServicesRequest.getDefaultInstance()).getServicesList())
                .containsExactly(desk, web);
        assertThat(api().listServices(ListServicesRequest.newBuilder()
                                .setNamespace("shop")
                                .build())
                        .getServicesList())
                .containsExactly(web);
    }

    private void tell(long count) {
        store.record(key("web"), """
                response_total{direction="outbound",tls="true",server_id="%1$s",dst_namespace="shop",\
                dst_deployment="catalog",classification="success"} %2$d
                route_response_total{direction="outbound",dst="catalog.shop.svc.cluster.local:80",rt_route="GET /items",\
                classification="success"} %2$d
                """.formatted(IDENTITY.formatted("catalog"), count));
        String received = """
                direction="inbound",tls="true",client_id="%s",srv_kind="server",srv_name="http",route_kind="default",\
                route_name="default",authz_kind="authorizationpolicy",authz_name="callers\"""".formatted(IDENTITY.formatted("web"));
        store.record(key("catalog"), """
                response_total{%1$s,classification="success"} %2$d
                response_latency_ms_bucket{%1$s,le="10"} %2$d
                response_latency_ms_bucket{%1$s,le="+Inf"} %2$d
                inbound_http_authz_allow_total{%1$s} %2$d
                tcp_open_connections{%1$s,peer="src"} 2
                """.formatted(received, count));
    }

    private static Pod listed(String name, int number) {
        return Pod.newBuilder()
                .setName("shop/" + name + "-1")
                .setPodIP("10.42.0." + number)
                .setDeployment("shop/" + name)
                .setStatus("Running")
                .setAdded(true)
                .setProxyReady(true)
                .setControllerNamespace("linkerd")
                .build();
    }

    private static ResourceSelection of(String type, String name) {
        return ResourceSelection.newBuilder().setResource(resource(type, name)).build();
    }

    private static Resource resource(String type, String name) {
        return Resource.newBuilder()
                .setNamespace("shop")
                .setType(type)
                .setName(name)
                .build();
    }

    private static WorkloadKey key(String name) {
        return new WorkloadKey("shop", "pod", name + "-1");
    }

    private static Workload pod(String name, int number) {
        return new Workload(
                key(name),
                "deployment",
                name,
                name,
                IDENTITY.formatted(name),
                Optional.of(new InetSocketAddress("10.42.0." + number, 4191)),
                Optional.empty(),
                true,
                true,
                Map.of("linkerd.io/control-plane-ns", "linkerd", "app", name));
    }

    /** The store, or nobody. */
    private final class Away implements MetricSource {
        @Override
        public List<Observation> observe(Duration window) {
            if (away.get()) {
                throw new MetricsUnavailableException("nobody can tell");
            }
            return store.observe(window);
        }

        @Override
        public List<Observation> gateways(Duration window) {
            return store.gateways(window);
        }

        @Override
        public List<List<Observation>> history(Set<WorkloadKey> asked, Duration step, int steps) {
            return store.history(asked, step, steps);
        }

        @Override
        public Set<WorkloadKey> watched(Duration window) {
            return store.watched(window);
        }

        @Override
        public Duration interval() {
            return store.interval();
        }

        @Override
        public Duration retention() {
            return store.retention();
        }
    }
}
