package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** metrics, 8: the families follow the policy's kind. */
class InboundMetersTest {
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final InboundMeters meters = new InboundMeters(
            registry,
            new InboundConnection(
                    new InetSocketAddress("10.0.0.1", 40_000),
                    new InetSocketAddress("10.0.0.2", 8080),
                    new TlsStatus.None(TlsStatus.Reason.PORT_SKIPPED)));

    @Test
    void aPortThatIsNotToldIsInNoSeries() {
        TlsStatus plain = new TlsStatus.None(TlsStatus.Reason.NO_TLS_FROM_REMOTE);
        InboundConnection knocking = new InboundConnection(
                new InetSocketAddress("10.0.0.1", 40_000),
                new InetSocketAddress("10.0.0.2", 31_337),
                plain,
                new InetSocketAddress("10.0.0.2", 0),
                plain);
        ServerPolicy policy =
                new ServerPolicy(ResourceRef.ofDefault("web"), new ServerProtocol.Grpc(), List.of(), List.of());
        InboundMeters counts = new InboundMeters(registry, knocking);
        counts.permitted(policy, new Verdict.Permit(ResourceRef.ofDefault("cart"), ResourceRef.ofDefault("everyone")))
                .requests()
                .request();
        counts.denied(policy, new Verdict.Denial(ResourceRef.ofDefault("cart")));
        counts.error(policy, "unexpected");
        counts.unreachable();

        assertThat(new Exposition(registry).text())
                .contains("target_port=\"0\"")
                .doesNotContain("31337");
    }

    @Test
    void callsOfAGrpcPolicyAreToldApartFromRequests() {
        ServerPolicy policy =
                new ServerPolicy(ResourceRef.ofDefault("web"), new ServerProtocol.Grpc(), List.of(), List.of());
        meters.permitted(policy, new Verdict.Permit(ResourceRef.ofDefault("cart"), ResourceRef.ofDefault("everyone")))
                .route()
                .request();

        assertThat(new Exposition(registry).text())
                .contains("inbound_grpc_requests_total{parent_group=\"\",parent_kind=\"default\",parent_name=\"web\","
                        + "parent_port=\"8080\",route_group=\"\",route_kind=\"default\",route_name=\"cart\"} 1\n")
                .doesNotContain("inbound_http_requests_total{");
    }
}
