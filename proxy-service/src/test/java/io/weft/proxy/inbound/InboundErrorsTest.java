package io.weft.proxy.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RecordedExchange;
import io.weft.proxy.http.RecordedStream;
import io.weft.proxy.http.Version;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** metrics, 3: inbound_http_errors_total. */
class InboundErrorsTest {
    private static final ServerPolicy POLICY =
            new ServerPolicy(ResourceRef.ofDefault("web"), new ServerProtocol.Http1(), List.of(), List.of());

    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final InboundMeters meters = new InboundMeters(
            registry,
            new InboundConnection(
                    new InetSocketAddress("10.0.0.1", 40_000),
                    new InetSocketAddress("10.0.0.2", 8080),
                    new TlsStatus.None(TlsStatus.Reason.PORT_SKIPPED)));

    @ParameterizedTest
    @CsvSource({
        "OVERLOADED, loadshed",
        "FAIL_FAST, failfast",
        "LOOP, gateway loop",
        "BAD_GATEWAY, i/o",
        "CONNECT_TIMEOUT, i/o",
        "BAD_REQUEST, unexpected",
        "UNEXPECTED, unexpected"
    })
    void whatTheProxyAnswersItselfIsCountedByItsName(ProxyFault fault, String error) {
        fail(fault);

        assertThat(told())
                .containsExactly("inbound_http_errors_total{error=\"" + error
                        + "\",target_addr=\"10.0.0.2:8080\",target_ip=\"10.0.0.2\",target_port=\"8080\","
                        + "srv_group=\"\",srv_kind=\"default\",srv_name=\"web\",srv_port=\"8080\"} 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "NO_ROUTE", "RATE_LIMITED"})
    void whatHasACountOfItsOwnIsNoError(ProxyFault fault) {
        fail(fault);

        assertThat(told()).isEmpty();
    }

    private void fail(ProxyFault fault) {
        new InboundExchange(
                        new RecordedStream(),
                        RecordedExchange.head(Version.HTTP_1_1),
                        true,
                        false,
                        true,
                        meters,
                        POLICY,
                        sent -> {},
                        Ticker.system())
                .fail(fault, fault.text());
    }

    private Stream<String> told() {
        return new Exposition(registry).text().lines().filter(line -> line.startsWith("inbound_http_errors_total{"));
    }
}
