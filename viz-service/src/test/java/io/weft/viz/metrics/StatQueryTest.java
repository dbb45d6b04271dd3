package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static io.weft.viz.metrics.Shop.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.window.Family;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatQueryTest {
    private static final TimeWindow MINUTE = new TimeWindow("1m", Duration.ofMinutes(1));

    private final Shop shop = new Shop()
            .meshed("web")
            .workload("web", 2, identity("web"))
            .meshed("catalog")
            .unmeshed("legacy");

    @Test
    void everyDeploymentHasARowWithItsPodsAndTheTrafficItsSidecarsReceived() {
        shop.inbound("web", 8)
                .inbound("web", 2, "classification", "failure")
                .outbound("web", "catalog", 99)
                .tell("web", Family.LATENCY_BUCKETS, 5, "direction", "inbound", "le", "10")
                .tell("web", Family.LATENCY_BUCKETS, 10, "direction", "inbound", "le", "20")
                .tell("web", Family.LATENCY_BUCKETS, 10, "direction", "inbound", "le", "+Inf");

        assertThat(shop.rows(plain("deployment")))
                .containsExactly(
                        row("catalog", 1, 1, null, "mtls"),
                        row("legacy", 0, 1, null, null),
                        row("web", 2, 2, new BasicStatsJson(8, 2, 10, 19, 20, 0, 0), "none"));
    }

    @Test
    void connectionsAndBytesAreThoseOfTheAcceptedSide() {
        shop.tell("web", Family.OPEN_CONNECTIONS, 3, "direction", "inbound", "peer", "src")
                .tell("web", Family.OPEN_CONNECTIONS, 7, "direction", "inbound", "peer", "dst")
                .tell("web", Family.READ_BYTES, 100, "direction", "inbound", "peer", "src")
                .tell("web", Family.WRITE_BYTES, 50, "direction", "inbound", "peer", "src");
        StatRequest request = new StatRequest(
                selector("deployment", "web"),
                MINUTE,
                Optional.empty(),
                Optional.empty(),
                LabelSelector.everything(),
                true,
                false);

        assertThat(shop.rows(request))
                .singleElement()
                .extracting(StatRowJson::tcpStats)
                .isEqualTo(new TcpStatsJson(3, 100, 50));
    }

    @Test
    void namespaceThatIsNamedIsFoundWhateverNamespaceTheQuestionIsIn() {
        shop.outbound("web", "catalog", 5);
        StatRequest request = new StatRequest(
                selector("deployment", ""),
                MINUTE,
                Optional.of(RoutesRequest.Target.of("ns", "elsewhere", "shop")),
                Optional.empty(),
                LabelSelector.everything(),
                false,
                false);

        assertThat(shop.rows(request)).extracting(StatRowJson::resource).containsExactly(deployment("web"));
        assertThat(new ResourceSelector(ResourceType.NAMESPACE, "elsewhere", "shop").namespace())
                .isEmpty();
    }

    @Test
    void trafficToAResourceIsToldByTheClients() {
        shop.outbound("web", "catalog", 5).outbound("web", "legacy", 7).inbound("web", 99);
        StatRequest request = new StatRequest(
                selector("deployment", ""),
                MINUTE,
                Optional.of(RoutesRequest.Target.of("deployment", "", "catalog")),
                Optional.empty(),
                LabelSelector.everything(),
                false,
                false);

        assertThat(shop.rows(request))
                .containsExactly(row("web", 2, 2, new BasicStatsJson(5, 0, 0, 0, 0, 0, 0), "none"));
    }

    @Test
    void trafficToAServiceIsToldByTheClientsOfIt() {
        shop.outbound("web", "catalog", 5, "dst_service", "catalog")
                .outbound("web", "catalog", 7, "dst_service", "next");
        StatRequest request = new StatRequest(
                selector("deployment", ""),
                MINUTE,
                Optional.of(RoutesRequest.Target.of("svc", "shop", "catalog")),
                Optional.empty(),
                LabelSelector.everything(),
                false,
                false);

        assertThat(shop.rows(request))
                .containsExactly(row("web", 2, 2, new BasicStatsJson(5, 0, 0, 0, 0, 0, 0), "none"));
    }

    @Test
    void trafficFromAResourceMakesRowsOfTheServers() {
        shop.outbound("web", "catalog", 5).outbound("catalog", "legacy", 7);
        StatRequest request = new StatRequest(
                selector("deployment", ""),
                MINUTE,
                Optional.empty(),
                Optional.of(selector("deployment", "web")),
                LabelSelector.everything(),
                false,
                false);

        assertThat(shop.rows(request))
                .containsExactly(row("catalog", 1, 1, new BasicStatsJson(5, 0, 0, 0, 0, 0, 0), "none"));
    }

    @Test
    void podsThatAreNotLabelledSoAreNotCounted() {
        Shop labelled = new Shop()
                .workload("web", 1, Shop.identity("web"), Map.of("app", "web", "version", "one"))
                .workload("web", 2, Shop.identity("web"), Map.of("app", "web", "version", "two"))
                .workload("votes", 1, Shop.identity("votes"), Map.of("app", "votes"))
                .inbound("web", 8)
                .inbound("votes", 5);

        assertThat(labelled.rows(labelled("app in (web,shop),version!=two", Optional.empty())))
                .containsExactly(row("web", 1, 1, new BasicStatsJson(8, 0, 0, 0, 0, 0, 0), "none"));
        assertThat(labelled.outbound("web", "votes", 3).rows(labelled("app=votes", Optional.of("web"))))
                .as("it is the receivers that have to be labelled so")
                .containsExactly(row("votes", 1, 1, new BasicStatsJson(3, 0, 0, 0, 0, 0, 0), "none"));
    }

    private static StatRequest labelled(String labels, Optional<String> from) {
        return new StatRequest(
                selector("deployment", ""),
                MINUTE,
                Optional.empty(),
                from.map(name -> selector("deployment", name)),
                LabelSelector.parse(labels),
                false,
                false);
    }

    @Test
    void podsAndNamespacesAreRowsToo() {
        shop.inbound("web", 8);

        assertThat(shop.rows(plain("pod")))
                .extracting(row -> row.resource().name())
                .containsExactly("catalog-1", "legacy-1", "web-1", "web-2");
        assertThat(shop.rows(plain("ns"))).singleElement().satisfies(row -> {
            assertThat(row.resource()).isEqualTo(new ResourceName("shop", "namespace", "shop"));
            assertThat(row.meshedPodCount()).isEqualTo(3);
            assertThat(row.runningPodCount()).isEqualTo(4);
        });
    }

    @Test
    void rowsOfPodsTellWhetherTheyAreReady() {
        assertThat(shop.rows(plain("pod"))).extracting(StatRowJson::status).containsOnly("Running");
        assertThat(shop.rows(plain("deployment")))
                .extracting(StatRowJson::status)
                .containsOnly("");
    }

    @ParameterizedTest
    @CsvSource({
        "no traffic,                mtls",
        "meshed,                    mtls",
        "meshed probe scrape loop,  mtls",
        "meshed plain,              mixed",
        "plain,                     none",
        "plain-connection,          none",
        "no-certificate,            none",
    })
    void authenticationSaysWhatClientsProved(String traffic, String expected) {
        for (String kind : traffic.split(" +", -1)) {
            tell(kind);
        }

        assertThat(shop.rows(plain("deployment")))
                .filteredOn(row -> row.resource().name().equals("web"))
                .extracting(StatRowJson::authentication)
                .containsExactly(expected);
    }

    private void tell(String traffic) {
        switch (traffic) {
            case "meshed" -> shop.inbound("web", 1, "tls", "true", "client_id", identity("catalog"));
            case "plain" -> shop.inbound("web", 1, "tls", "no_identity", "no_tls_reason", "no_tls_from_remote");
            case "plain-connection" ->
                shop.tell("web", Family.OPEN_CONNECTIONS, 1, "direction", "inbound", "peer", "src", "tls", "disabled");
            case "no-certificate" -> shop.inbound("web", 1, "tls", "true", "client_id", "");
            case "probe" ->
                shop.inbound("web", 1, "tls", "no_identity", "route_kind", "default", "route_name", "probe");
            case "scrape" -> shop.inbound("web", 1, "tls", "disabled", "target_addr", "10.42.0.1:4191");
            case "loop" -> shop.inbound("web", 1, "tls", "no_identity", "no_tls_reason", "loopback");
            default -> {}
        }
    }

    @Test
    void skippedStatsLeaveTheCountsOfPods() {
        shop.inbound("web", 8);
        StatRequest request = new StatRequest(
                selector("deployment", "web"),
                MINUTE,
                Optional.empty(),
                Optional.empty(),
                LabelSelector.everything(),
                true,
                true);

        assertThat(shop.rows(request)).containsExactly(row("web", 2, 2, null, null));
    }

    @Test
    void bothDirectionsAtOnceAreRefused() {
        Optional<ResourceSelector> from = Optional.of(selector("deployment", "web"));
        Optional<RoutesRequest.Target> to = Optional.of(RoutesRequest.Target.of("deployment", "", "web"));

        assertThatThrownBy(() -> new StatRequest(
                        selector("deployment", ""), MINUTE, to, from, LabelSelector.everything(), false, false))
                .isInstanceOf(InvalidQueryException.class);
    }

    @ParameterizedTest
    @CsvSource({"deploy, deployment", "deployments, deployment", "po, pod", "ns, namespace", "statefulset, statefulset"
    })
    void typesHaveSeveralNames(String written, String meant) {
        assertThat(ResourceType.parse(written).text()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"10s, 10", "1m, 60", "1m30s, 90", "2s, 2"})
    void windowsAreDurations(String text, int seconds) {
        assertThat(TimeWindow.parse(text, Duration.ofSeconds(2), Duration.ofMinutes(10))
                        .length())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "m", "1s", "1h", "-1m", "1m 2s", "99999999999s"})
    void otherWindowsAreRefused(String text) {
        assertThatThrownBy(() -> TimeWindow.parse(text, Duration.ofSeconds(2), Duration.ofMinutes(10)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageStartingWith("window must be");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,  '10:50 20:100 +Inf:100', 10",
        "0.75, '10:50 20:100 +Inf:100', 15",
        "0.99, '10:50 20:90 +Inf:100',  20", // beyond the last bound: that bound
        "0.5,  '10:0 +Inf:0',           0", // nothing happened
        "0.5,  '10:4',                  0", // no infinite bucket: not a histogram
        "0.5,  'x:4 10:4 +Inf:4',       5",
        "0.5,  '10:4 20:3 +Inf:4',      5", // told in the middle of an update
    })
    void quantilesAreInterpolatedWithinTheirBucket(double share, String buckets, long expected) {
        Latencies latencies = new Latencies();
        for (String bucket : buckets.split(" ", -1)) {
            String[] parts = bucket.split(":", -1);
            latencies.add(parts[0], Double.parseDouble(parts[1]));
        }

        assertThat(latencies.quantile(share)).isEqualTo(expected);
    }

    private static StatRequest plain(String type) {
        return new StatRequest(
                selector(type, ""),
                MINUTE,
                Optional.empty(),
                Optional.empty(),
                LabelSelector.everything(),
                false,
                false);
    }

    private static ResourceSelector selector(String type, String name) {
        return new ResourceSelector(ResourceType.parse(type), "", name);
    }

    private static StatRowJson row(
            String name, long meshed, long running, @Nullable BasicStatsJson stats, @Nullable String authentication) {
        double seconds = stats == null ? 0 : Shop.WATCHED.toSeconds();
        return new StatRowJson(
                deployment(name),
                "1m",
                "",
                meshed,
                running,
                0,
                stats,
                null,
                null,
                null,
                authentication,
                seconds,
                Map.of());
    }
}
