package io.weft.proxy.outbound.endpoint;

import static io.weft.proxy.outbound.endpoint.BalancerFixture.REPLICA;
import static io.weft.proxy.outbound.endpoint.BalancerFixture.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.telemetry.BalancerKind;
import io.weft.proxy.telemetry.BalancerMeter;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.Labels;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** metrics, 7: what balancers tell of themselves. The test's time begins at 1767225600 s. */
class BalancerMetricsTest {
    private static final Labels WEB = Labels.of("backend_name", "web");

    private final BalancerFixture fixture = new BalancerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aNewBalancerIsOpenAndKnowsNobody() {
        fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));

        assertThat(told("outbound_http_balancer_")).isEqualTo("""
                endpoints{endpoint_state="pending",backend_name="web"} 0
                endpoints{endpoint_state="ready",backend_name="web"} 0
                p2c_endpoints{backend_name="web"} 0
                p2c_updates_total{op="Add",backend_name="web"} 0
                p2c_updates_total{op="Remove",backend_name="web"} 0
                p2c_updates_total{op="Reset",backend_name="web"} 0
                queue_gate_open_time_seconds{backend_name="web"} 1767225600
                queue_gate_open_total{backend_name="web"} 0
                queue_gate_shut_time_seconds{backend_name="web"} 0
                queue_gate_shut_total{backend_name="web"} 0
                queue_gate_timeout_seconds{backend_name="web"} 3
                queue_latency_seconds_bucket{backend_name="web",le="+Inf"} 0
                queue_latency_seconds_bucket{backend_name="web",le="0.0005"} 0
                queue_latency_seconds_bucket{backend_name="web",le="0.005"} 0
                queue_latency_seconds_bucket{backend_name="web",le="0.05"} 0
                queue_latency_seconds_bucket{backend_name="web",le="0.5"} 0
                queue_latency_seconds_bucket{backend_name="web",le="1.0"} 0
                queue_latency_seconds_bucket{backend_name="web",le="3.0"} 0
                queue_latency_seconds_count{backend_name="web"} 0
                queue_latency_seconds_sum{backend_name="web"} 0
                queue_length{backend_name="web"} 0
                queue_requests_total{backend_name="web"} 0""");
    }

    @Test
    void aRequestThatWaitsIsInTheQueueAndThenInItsLatency() {
        HttpBalancer balancer = fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));
        balancer.dispatch(fixture.request(), (exchange, endpoint) -> {});
        fixture.time.advance(Duration.ofSeconds(2));
        assertThat(told("outbound_http_balancer_queue_length")).isEqualTo("{backend_name=\"web\"} 1");
        balancer.update(List.of(REPLICA));
        balancer.dispatch(fixture.request(), (exchange, endpoint) -> {});

        assertThat(told("outbound_http_balancer_queue_length")).isEqualTo("{backend_name=\"web\"} 0");
        assertThat(told("outbound_http_balancer_queue_requests_total")).isEqualTo("{backend_name=\"web\"} 2");
        assertThat(told("outbound_http_balancer_queue_latency_seconds_bucket{backend_name=\"web\",le="))
                .isEqualTo("""
                "+Inf"} 2
                "0.0005"} 1
                "0.005"} 1
                "0.05"} 1
                "0.5"} 1
                "1.0"} 1
                "3.0"} 2""");
        assertThat(told("outbound_http_balancer_queue_latency_seconds_sum")).isEqualTo("{backend_name=\"web\"} 2");
    }

    @Test
    void theGateShutsWithFailFastAndOpensWithAnEndpoint() {
        HttpBalancer balancer = fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));
        balancer.dispatch(fixture.request(), (exchange, endpoint) -> {});
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(told("outbound_http_balancer_queue_gate_")).isEqualTo("""
                open_time_seconds{backend_name="web"} 0
                open_total{backend_name="web"} 0
                shut_time_seconds{backend_name="web"} 1767225603
                shut_total{backend_name="web"} 1
                timeout_seconds{backend_name="web"} 3""");
        assertThat(told("outbound_http_balancer_queue_length")).isEqualTo("{backend_name=\"web\"} 0");
        balancer.update(List.of(REPLICA));

        assertThat(told("outbound_http_balancer_queue_gate_")).isEqualTo("""
                open_time_seconds{backend_name="web"} 1767225605
                open_total{backend_name="web"} 1
                shut_time_seconds{backend_name="web"} 0
                shut_total{backend_name="web"} 1
                timeout_seconds{backend_name="web"} 3""");
    }

    @Test
    void endpointsThatAreNotConnectedYetArePending() {
        HttpBalancer balancer = fixture.http(true, meter(BalancerKind.OUTBOUND_HTTP));
        balancer.update(List.of(REPLICA, replica(8)));

        assertThat(told("outbound_http_balancer_endpoints")).isEqualTo("""
                {endpoint_state="pending",backend_name="web"} 2
                {endpoint_state="ready",backend_name="web"} 0""");
        assertThat(told("outbound_http_balancer_p2c_endpoints")).isEqualTo("{backend_name=\"web\"} 2");
    }

    @Test
    void theFirstSetIsAResetAndWhatComesAndGoesLaterIsAddedAndRemoved() {
        HttpBalancer balancer = fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));
        balancer.update(List.of(REPLICA));
        balancer.update(List.of(REPLICA, replica(8)));
        balancer.update(List.of(REPLICA, replica(8)));
        balancer.update(List.of(replica(9)));

        assertThat(told("outbound_http_balancer_p2c_updates_total")).isEqualTo("""
                {op="Add",backend_name="web"} 2
                {op="Remove",backend_name="web"} 1
                {op="Reset",backend_name="web"} 1""");
    }

    @Test
    void opaqueConnectionsWaitInAQueueOfTheirOwn() {
        TcpBalancer balancer = fixture.tcp(meter(BalancerKind.OUTBOUND_TCP));
        balancer.dial();
        assertThat(told("outbound_tcp_balancer_queue_length")).isEqualTo("{backend_name=\"web\"} 1");
        balancer.refuse("no such name");

        assertThat(told("outbound_tcp_balancer_queue_length")).isEqualTo("{backend_name=\"web\"} 0");
        assertThat(told("outbound_tcp_balancer_queue_gate_shut_total")).isEqualTo("{backend_name=\"web\"} 1");
        balancer.update(List.of(REPLICA));
        balancer.dial();
        assertThat(told("outbound_tcp_balancer_queue_requests_total")).isEqualTo("{backend_name=\"web\"} 2");
        assertThat(told("outbound_tcp_balancer_endpoints")).isEqualTo("""
                {endpoint_state="pending",backend_name="web"} 0
                {endpoint_state="ready",backend_name="web"} 1""");
    }

    @Test
    void balancersOfTheSameLabelsAreToldAsOne() {
        fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP)).update(List.of(REPLICA));
        fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP)).update(List.of(REPLICA, replica(8)));

        assertThat(told("outbound_http_balancer_p2c_endpoints")).isEqualTo("{backend_name=\"web\"} 3");
        assertThat(told("outbound_http_balancer_p2c_updates_total{op=\"Reset\""))
                .isEqualTo(",backend_name=\"web\"} 2");
    }

    @Test
    void theSeriesOfABalancerThatIsGoneGoOnIfItComesBackSoonAndElseGo() {
        HttpBalancer balancer = fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));
        balancer.update(List.of(REPLICA));
        balancer.close();
        fixture.time.advance(Duration.ofSeconds(59));
        assertThat(told("outbound_http_balancer_p2c_endpoints")).isEqualTo("{backend_name=\"web\"} 0");
        HttpBalancer again = fixture.http(false, meter(BalancerKind.OUTBOUND_HTTP));
        again.update(List.of(REPLICA));
        assertThat(told("outbound_http_balancer_p2c_updates_total{op=\"Reset\""))
                .isEqualTo(",backend_name=\"web\"} 2");
        again.close();
        fixture.time.advance(Duration.ofSeconds(60));

        assertThat(told("outbound_http_balancer_")).isEmpty();
    }

    private BalancerMeter meter(BalancerKind kind) {
        Duration timeout =
                kind == BalancerKind.OUTBOUND_TCP ? BalancerFixture.TCP.failFast() : BalancerFixture.HTTP.failFast();
        return fixture.registry.balancer(kind, WEB, timeout);
    }

    /** The samples whose names begin so, without that, sorted. */
    private String told(String beginning) {
        return new Exposition(fixture.registry)
                .text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
