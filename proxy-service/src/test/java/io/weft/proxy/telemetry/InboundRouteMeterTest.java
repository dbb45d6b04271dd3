package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 8: inbound. */
class InboundRouteMeterTest {
    private static final Labels ROUTE = Labels.of("route_name", "cart");

    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));

    @Test
    void requestsOfAnHttpPolicyEndWithTheirHttpStatus() {
        InboundRouteMeter meter = new InboundRouteMeter(registry, false, ROUTE);
        meter.request();
        meter.requestFrame(100);
        meter.responseFrame(2000);
        meter.ended(Outcome.http(404), 30_000_000, 20_000_000);
        meter.ended(Outcome.broken(0, "unclassified"), 1, 0);

        assertThat(new Exposition(registry).text())
                .contains(
                        "inbound_http_requests_total{route_name=\"cart\"} 1\n",
                        "inbound_http_request_frame_size_bytes_bucket{route_name=\"cart\",le=\"128.0\"} 1\n",
                        "inbound_http_response_frame_size_bytes_bucket{route_name=\"cart\",le=\"1024.0\"} 0\n",
                        "inbound_http_request_duration_seconds_bucket{route_name=\"cart\",le=\"0.025\"} 1\n",
                        "inbound_http_response_duration_seconds_bucket{route_name=\"cart\",le=\"0.05\"} 2\n",
                        "inbound_http_statuses_total{route_name=\"cart\",status=\"404\"} 1\n",
                        "inbound_http_statuses_total{route_name=\"cart\",status=\"\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "14, 14", "99, 2", ", ''"})
    void callsOfAGrpcPolicyEndWithTheNumberOfTheirStatus(String said, String status) {
        InboundRouteMeter meter = new InboundRouteMeter(registry, true, ROUTE);
        meter.ended(Outcome.grpc(200, said), 1, 1);

        assertThat(new Exposition(registry).text())
                .contains("inbound_grpc_statuses_total{route_name=\"cart\",status=\"" + status + "\"} 1\n");
    }
}
