package io.weft.proxy.outbound.endpoint;

import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.http.RecordedExchange;
import io.weft.proxy.http.RecordedStream;
import io.weft.proxy.http.Version;
import io.weft.proxy.telemetry.BalancerMeter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.transport.Connector;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Balancers in a time of their own. No address is ever dialled. */
final class BalancerFixture implements AutoCloseable {
    static final QueueLimits HTTP = new QueueLimits(2, Duration.ofSeconds(3));
    static final QueueLimits TCP = new QueueLimits(1, Duration.ofSeconds(7));
    static final Endpoint REPLICA = replica(7);

    final TestLoop time = new TestLoop();
    final RecordedStream client = new RecordedStream();
    final List<Long> dials = new ArrayList<>(); // milliseconds since the start
    private final Instant started = time.instant();
    private final Ticker ticker =
            () -> Duration.between(started, time.instant()).toNanos();
    final MetricRegistry registry = new MetricRegistry(ticker, Duration.ofMinutes(1), time);
    private final MeshTls tls = new MeshTls(TestAuthority.create().anchors(), Duration.ofSeconds(1));

    static Endpoint replica(int last) {
        return Endpoint.bare(new InetSocketAddress(InetAddress.ofLiteral("10.42.0." + last), 8080));
    }

    HttpBalancer http(boolean speaksHttp2) {
        return http(speaksHttp2, BalancerMeter.ofNobody());
    }

    HttpBalancer http(boolean speaksHttp2, BalancerMeter meter) {
        return new HttpBalancer(time.loop(), speaksHttp2, settings(), connector(), meter, registry, ticker);
    }

    TcpBalancer tcp() {
        return tcp(BalancerMeter.ofNobody());
    }

    TcpBalancer tcp(BalancerMeter meter) {
        return new TcpBalancer(time.loop(), settings(), TCP, connector(), meter, ticker);
    }

    RecordedExchange request() {
        return RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_1_1));
    }

    private static EndpointSettings settings() {
        return new EndpointSettings(
                "",
                Duration.ofMillis(30),
                Duration.ofSeconds(10),
                Optional.empty(),
                Http2Windows.standard(),
                HTTP,
                Duration.ofSeconds(3),
                100,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0),
                Set.of(),
                Optional.empty());
    }

    private EndpointConnector connector() {
        return new EndpointConnector(
                new Connector(Duration.ofSeconds(1), Optional.empty(), Optional.empty()),
                tls,
                new OutsideTls(Optional.empty(), Runnable::run, Duration.ofSeconds(1)),
                Duration.ofSeconds(1),
                address -> {
                    dials.add(Duration.between(started, time.instant()).toMillis());
                    return true;
                },
                registry,
                ticker);
    }

    @Override
    public void close() {
        tls.close();
    }
}
