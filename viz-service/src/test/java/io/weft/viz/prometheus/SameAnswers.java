package io.weft.viz.prometheus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.metrics.AuthzQuery;
import io.weft.viz.metrics.BasicStatsJson;
import io.weft.viz.metrics.EdgeJson;
import io.weft.viz.metrics.EdgeQuery;
import io.weft.viz.metrics.EdgeRequest;
import io.weft.viz.metrics.GatewaysJson;
import io.weft.viz.metrics.GatewaysQuery;
import io.weft.viz.metrics.HistoryQuery;
import io.weft.viz.metrics.PolicyStatQuery;
import io.weft.viz.metrics.PolicyStatRequest;
import io.weft.viz.metrics.PolicyType;
import io.weft.viz.metrics.ResourceSelector;
import io.weft.viz.metrics.ResourceType;
import io.weft.viz.metrics.RoutesQuery;
import io.weft.viz.metrics.RoutesRequest;
import io.weft.viz.metrics.ServerStatsJson;
import io.weft.viz.metrics.StatQuery;
import io.weft.viz.metrics.StatRequest;
import io.weft.viz.metrics.StatRowJson;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.window.Family;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same questions after the same scrapes, whoever made them. Times in the names of tests are of the story that all share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SameAnswers {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration RETENTION = Duration.ofMinutes(5);

    /** Longer than the story takes on a machine that is busy. */
    private static final TimeWindow WINDOW = new TimeWindow("4m", Duration.ofMinutes(4));

    private static final long LONG_AGO = 1_000_000; // seconds since the epoch
    private static final KnownServices SERVICES =
            new KnownServices(List.of(new KnownService("shop", "web-west", Map.of(), "west")));

    private final Sidecars sidecars = new Sidecars();
    private MetricSource source;

    /** Has them scraped every {@link #INTERVAL}. */
    abstract MetricSource open(Sidecars sidecars);

    abstract void close();

    @BeforeAll
    void threePhases() throws InterruptedException {
        sidecars.tell("web", web(100, 1, 90, 101, 4));
        sidecars.tell("shop", client(10, 20, 1000));
        sidecars.tell("again", restarting(50, LONG_AGO));
        sidecars.tell("guarded", guarded(5, 1, 2, 1));
        // When the story begins: other classes that share this one may have begun minutes ago.
        long now = Instant.now().getEpochSecond();
        sidecars.tell("young", restarting(6, now - 1));
        sidecars.tellOfGateways(gateways(1, 1, 4));
        source = open(sidecars);
        // A point of history is of four seconds that were watched whole.
        sidecars.awaitScrapes(6);
        sidecars.tell("web", web(130, 3, 110, 133, 2));
        sidecars.tell("shop", client(17, 29, 1500));
        sidecars.tell("again", restarting(55, LONG_AGO));
        sidecars.tell("guarded", guarded(15, 3, 6, 3));
        sidecars.tellOfGateways(gateways(1, 0, 14));
        sidecars.awaitScrapes(2);
        sidecars.tell("web", web(130, 3, 110, 133, 2) + """
                response_total{direction="inbound",tls="true",client_id="odd \\"\\\\\\n",classification="success"} 7
                """);
        sidecars.tell("again", restarting(60, now + 1));
        sidecars.awaitScrapes(3);
    }

    @AfterAll
    void stop() {
        close();
        sidecars.close();
    }

    @Test
    void whatItIsAskedForIsNotShorterThanAScrape() {
        assertThat(source.interval()).isEqualTo(INTERVAL);
        assertThat(source.retention()).isEqualTo(RETENTION);
    }

    @Test
    void rowsCountWhatCameAfterTheFirstScrapeAndAllOfASeriesThatCameLater() {
        StatRowJson web = row("web");

        assertThat(stats("web").successCount()).isEqualTo(30 + 7);
        assertThat(stats("web").failureCount()).isEqualTo(2);
        assertThat(requireNonNull(web.tcpStats()).openConnections()).isEqualTo(2);
        assertThat(web.authentication()).isEqualTo("mtls");
    }

    @Test
    void quantilesAreOfWhatCameInTheWindow() {
        assertThat(stats("web").latencyMsP50()).as("16 of 20 below 10 ms").isEqualTo(8);
        assertThat(stats("web").latencyMsP99()).isEqualTo(Math.round(10 + 90 * 11.68 / 12));
    }

    @Test
    void processThatBeganAgainCountsFromZeroThoughItHasOvertakenItsOldValue() {
        assertThat(stats("again").successCount()).isEqualTo(5 + 60);
    }

    @Test
    void firstScrapeOfAProcessYoungerThanTheWindowCountsAllItDid() {
        assertThat(stats("young").successCount()).isEqualTo(6);
    }

    @Test
    void labelsComeThroughWhateverIsInThem() {
        assertThat(source.observe(WINDOW.length()).stream()
                        .filter(each -> each.isInbound() && each.value() == 7)
                        .map(each -> each.label("client_id")))
                .containsExactly("odd \"\\\n");
    }

    @Test
    void everySidecarThatToldSomethingTwiceIsWatched() {
        assertThat(source.watched(WINDOW.length()).stream().map(WorkloadKey::name))
                .containsExactlyInAnyOrderElementsOf(sidecars.workloads().all().stream()
                        .map(workload -> workload.key().name())
                        .toList());
    }

    @Test
    void seriesThatDidNotMoveAreNotTold() {
        assertThat(source.observe(WINDOW.length()).stream()
                        .filter(each -> each.family() == Family.REQUESTS_DENIED
                                && each.workload().name().equals("web-1"))
                        .map(Observation::value))
                .isEmpty();
    }

    @Test
    void routesCountRequestsAndTries() {
        RoutesRequest request = new RoutesRequest(
                RoutesRequest.Target.of("service", "shop", "web"),
                Optional.empty(),
                LabelSelector.everything(),
                WINDOW);

        var rows = RoutesQuery.answer(sidecars.workloads(), source.observe(WINDOW.length()), request, "cluster.local")
                .ok()
                .routes()
                .getFirst()
                .rows();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().route()).isEqualTo("GET /items");
        assertThat(rows.getFirst().stats().successCount()).isEqualTo(7);
        assertThat(rows.getFirst().stats().actualSuccessCount()).isEqualTo(9);
    }

    @Test
    void edgesKnowWhoCalledWhom() {
        List<EdgeJson> edges = EdgeQuery.answer(
                        sidecars.workloads(),
                        source.observe(WINDOW.length()),
                        new EdgeRequest("shop", Optional.empty()))
                .ok()
                .edges();

        assertThat(edges.stream()
                        .filter(EdgeJson::secured)
                        .map(each -> each.src().name() + " " + each.dst().name() + " " + each.requests() + " "
                                + each.tcpStats().readBytesTotal()))
                .containsExactly("shop web 7 500");
    }

    @Test
    void authorizationsCountWhoWasLetIn() {
        var rows = AuthzQuery.answer(
                        sidecars.workloads(),
                        source.observe(WINDOW.length()),
                        new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web"),
                        LabelSelector.everything(),
                        WINDOW)
                .ok()
                .statTable()
                .podGroup()
                .rows();

        assertThat(rows.stream()
                        .map(each -> requireNonNull(each.srvStats()))
                        .filter(each -> each.allowedCount() > 0)
                        .map(each -> each.authz().name() + " " + each.allowedCount()))
                .containsExactly("web-clients 32");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVER              | web-http at web-http: 10 of 12, 12 let in, 4 not, mtls, 3 open",
                "HTTPROUTE           | items at web-http: 10 of 12, 12 let in, 4 not, mtls, null open",
                "AUTHORIZATIONPOLICY | guests at : 10 of 12, 12 let in, 0 not, mtls, null open",
                "SERVERAUTHORIZATION | ''",
            })
    void policiesCountWhatTheyDecided(PolicyType type, String expected) {
        PolicyStatRequest request =
                new PolicyStatRequest(type, "shop", "", WINDOW, LabelSelector.everything(), true, false);

        assertThat(PolicyStatQuery.answer(sidecars.workloads(), source.observe(WINDOW.length()), request)
                        .ok()
                        .statTables()
                        .getFirst()
                        .podGroup()
                        .rows()
                        .stream()
                        .map(SameAnswers::decided)
                        .collect(Collectors.joining()))
                .isEqualTo(expected);
    }

    @Test
    void gatewaysAreAsTheirMirrorProbesThem() {
        assertThat(GatewaysQuery.answer(SERVICES, source.gateways(WINDOW.length()), "", "")
                        .ok()
                        .gatewaysTable()
                        .rows())
                .containsExactly(
                        new GatewaysJson.Row("mc", "gateway", "east", 0, false, 0, 0, 0),
                        new GatewaysJson.Row("mc", "gateway", "west", 1, true, 5, 10, 10));
    }

    @Test
    void whatMirrorsTellIsNoTraffic() {
        assertThat(source.observe(WINDOW.length()))
                .noneMatch(each -> each.family().isOfGateways());
    }

    @Test
    void historyAddsUpToTheSame() {
        var history = HistoryQuery.answer(
                sidecars.workloads(), source, new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web"));

        double requests = history.points().stream()
                .mapToDouble(point -> point == null ? 0 : point.rps() * history.stepSeconds())
                .sum();
        assertThat(Math.round(requests)).isEqualTo(30 + 2 + 7);
    }

    @Test
    void ratesAreOverTheTimeThatWasWatched() {
        assertThat(row("web").observedSeconds()).isBetween(4.0, 30.0);
    }

    private BasicStatsJson stats(String deployment) {
        return requireNonNull(row(deployment).stats());
    }

    private StatRowJson row(String deployment) {
        StatRequest request = new StatRequest(
                new ResourceSelector(ResourceType.DEPLOYMENT, "shop", ""),
                WINDOW,
                Optional.empty(),
                Optional.empty(),
                LabelSelector.everything(),
                true,
                false);
        Map<String, StatRowJson> rows = StatQuery.answer(sidecars.workloads(), source.observe(WINDOW.length()), request)
                .ok()
                .statTables()
                .getFirst()
                .podGroup()
                .rows()
                .stream()
                .collect(Collectors.toMap(each -> each.resource().name(), each -> each));
        return requireNonNull(rows.get(deployment));
    }

    private static String web(int successes, int failures, int quick, int all, int open) {
        String client = "direction=\"inbound\",tls=\"true\",client_id=\"" + Sidecars.identity("shop") + '"';
        return """
                # TYPE response_total counter
                response_total{%1$s,classification="success"} %2$d
                response_total{%1$s,classification="failure"} %3$d
                # TYPE response_latency_ms histogram
                response_latency_ms_bucket{%1$s,le="10"} %4$d
                response_latency_ms_bucket{%1$s,le="100"} %5$d
                response_latency_ms_bucket{%1$s,le="+Inf"} %5$d
                # TYPE tcp_open_connections gauge
                tcp_open_connections{%1$s,peer="src"} %6$d
                # TYPE inbound_http_authz_allow_total counter
                inbound_http_authz_allow_total{%1$s,srv_name="web",authz_name="web-clients"} %5$d
                # TYPE inbound_http_authz_deny_total counter
                inbound_http_authz_deny_total{%1$s,srv_name="web"} 3
                route_response_total{direction="inbound",dst="web.shop.svc.cluster.local:80",\
                rt_route="GET /items",classification="success"} 7777
                process_start_time_seconds %7$d
                """.formatted(client, successes, failures, quick, all, open, LONG_AGO);
    }

    private static String decided(StatRowJson row) {
        BasicStatsJson stats = requireNonNull(row.stats());
        ServerStatsJson decided = requireNonNull(row.srvStats());
        return "%s at %s: %d of %d, %d let in, %d not, %s, %s open"
                .formatted(
                        row.resource().name(),
                        decided.srv().name(),
                        stats.successCount(),
                        stats.successCount() + stats.failureCount(),
                        decided.allowedCount(),
                        decided.deniedCount(),
                        row.authentication(),
                        row.tcpStats() == null ? null : row.tcpStats().openConnections());
    }

    private static String guarded(int successes, int failures, int denied, int open) {
        String server = "tls=\"true\",client_id=\"" + Sidecars.identity("shop")
                + "\",srv_kind=\"server\",srv_name=\"web-http\"";
        String route = server + ",route_kind=\"HTTPRoute\",route_name=\"items\"";
        String admitted = route + ",authz_kind=\"authorizationpolicy\",authz_name=\"guests\"";
        return """
                response_total{direction="inbound",%1$s,classification="success"} %2$d
                response_total{direction="inbound",%1$s,classification="failure"} %3$d
                inbound_http_authz_allow_total{%1$s} %4$d
                inbound_http_authz_deny_total{%5$s} %6$d
                tcp_open_connections{direction="inbound",peer="src",%7$s} %8$d
                process_start_time_seconds %9$d
                """.formatted(
                        admitted, successes, failures, successes + failures, route, denied, server, open, LONG_AGO);
    }

    private static String client(int requests, int tries, int bytes) {
        String web = "direction=\"outbound\",dst_namespace=\"shop\",dst_deployment=\"web\",tls=\"true\",server_id=\""
                + Sidecars.identity("web") + '"';
        return """
                response_total{%1$s,dst_service="web",classification="success"} %2$d
                tcp_read_bytes_total{%1$s,peer="dst"} %4$d
                route_response_total{direction="outbound",dst="web.shop.svc.cluster.local:80",\
                rt_route="GET /items",classification="success"} %2$d
                route_actual_response_total{direction="outbound",dst="web.shop.svc.cluster.local:80",\
                rt_route="GET /items",classification="success"} %3$d
                process_start_time_seconds %5$d
                """.formatted(web, requests, tries, bytes, LONG_AGO);
    }

    private static String gateways(int west, int east, int probes) {
        return """
                # TYPE gateway_alive gauge
                gateway_alive{gateway_namespace="mc",gateway_name="gateway",target_cluster_name="west"} %1$d
                gateway_alive{gateway_namespace="mc",gateway_name="gateway",target_cluster_name="east"} %2$d
                # TYPE gateway_probe_latency_ms histogram
                gateway_probe_latency_ms_bucket{target_cluster_name="west",le="10"} %3$d
                gateway_probe_latency_ms_bucket{target_cluster_name="west",le="+Inf"} %3$d
                """.formatted(west, east, probes);
    }

    private static String restarting(int responses, long start) {
        return """
                response_total{direction="inbound",tls="true",client_id="x",classification="success"} %d
                process_start_time_seconds %d
                """.formatted(responses, start);
    }
}
