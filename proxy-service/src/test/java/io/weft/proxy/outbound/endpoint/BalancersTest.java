package io.weft.proxy.outbound.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.http.RecordedExchange;
import io.weft.proxy.http.RecordedStream;
import io.weft.proxy.http.Version;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for endpoints, giving up on them, and coming back to those that are down. No address is ever dialled. */
class BalancersTest {
    private static final QueueLimits HTTP = new QueueLimits(2, Duration.ofSeconds(3));
    private static final QueueLimits TCP = new QueueLimits(1, Duration.ofSeconds(7));
    private static final Endpoint REPLICA =
            Endpoint.bare(new InetSocketAddress(InetAddress.ofLiteral("10.42.0.7"), 8080));

    private final TestLoop time = new TestLoop();
    private final Instant started = time.instant();
    private final List<Long> dials = new ArrayList<>(); // milliseconds since the start
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(1));
    private final MeshTls tls = new MeshTls(TestAuthority.create().anchors(), Duration.ofSeconds(1));
    private final RecordedStream client = new RecordedStream();

    @AfterEach
    void stop() {
        tls.close();
    }

    @Test
    void aRequestWaitsForTheFailFastTimeAndThenGets504() {
        HttpBalancer balancer = http(false);
        dispatch(balancer);
        time.advance(HTTP.failFast().minusMillis(1));
        assertThat(client.told()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(client.told()).containsExactly("close", "status 504");
        dispatch(balancer);

        assertThat(client.told()).containsExactly("close", "status 504", "close", "status 504");
    }

    @Test
    void moreRequestsThanTheQueueHoldsGet503() {
        HttpBalancer balancer = http(false);
        for (int i = 0; i <= HTTP.capacity(); i++) {
            dispatch(balancer);
        }

        assertThat(client.told()).containsExactly("close", "status 503");
    }

    @Test
    void anEndpointEndsTheWait() {
        List<HttpEndpoint> chosen = new ArrayList<>();
        HttpBalancer balancer = http(false);
        balancer.dispatch(request(), (exchange, endpoint) -> chosen.add(endpoint));
        balancer.update(List.of(REPLICA));

        assertThat(chosen).extracting(HttpEndpoint::endpoint).containsExactly(REPLICA);
    }

    @Test
    void whereTheControlPlaneRefusesToNameEndpointsNobodyWaits() {
        HttpBalancer balancer = http(false);
        dispatch(balancer);
        balancer.refuse("INVALID_ARGUMENT: no such name");
        dispatch(balancer);

        assertThat(client.told()).containsExactly("close", "status 500", "close", "status 500");
    }

    @Test
    void anEndpointThatIsDownIsTriedAtGrowingIntervals() {
        http(true).update(List.of(REPLICA));
        time.advance(Duration.ofSeconds(2));

        assertThat(dials).containsExactly(0L, 100L, 300L, 700L, 1_500L);
    }

    @Test
    void anEndpointThatIsGoneIsNotTriedAgain() {
        HttpBalancer balancer = http(true);
        balancer.update(List.of(REPLICA));
        time.run();
        balancer.update(List.of());
        time.advance(Duration.ofSeconds(2));

        assertThat(dials).containsExactly(0L);
    }

    @Test
    void anOpaqueConnectionWaitsForItsOwnFailFastTime() {
        Future<Channel> waiting = tcp().dial();
        time.advance(TCP.failFast().minusMillis(1));
        assertThat(waiting.isDone()).isFalse();
        time.advance(Duration.ofMillis(1));

        assertThat(waiting.cause()).hasMessage("service in fail-fast");
    }

    @Test
    void anOpaqueConnectionAlsoWaitsWhereItIsKnownThatThereIsNoEndpointYet() {
        TcpBalancer balancer = tcp();
        balancer.update(List.of());
        Future<Channel> waiting = balancer.dial();
        assertThat(balancer.available()).isTrue();
        time.advance(TCP.failFast());
        assertThat(waiting.cause()).hasMessage("service in fail-fast");
        assertThat(balancer.dial().cause()).hasMessage("service in fail-fast");
        assertThat(balancer.available()).isFalse();
        balancer.update(List.of(REPLICA));

        assertThat(balancer.available()).isTrue();
    }

    @Test
    void opaqueConnectionsThatWaitGoElsewhereOnceNothingIsSentHereAnyMore() {
        TcpBalancer balancer = tcp();
        Future<Channel> waiting = balancer.dial();
        balancer.close();

        assertThat(waiting.cause()).isInstanceOf(TcpBalancer.RetiredException.class);
    }

    @Test
    void moreOpaqueConnectionsThanTheQueueHoldsFailAtOnce() {
        TcpBalancer balancer = tcp();

        assertThat(balancer.dial().isDone()).isFalse();
        assertThat(balancer.dial().isDone()).isTrue();
    }

    @Test
    void whereTheControlPlaneRefusesToNameEndpointsNoOpaqueConnectionWaits() {
        TcpBalancer balancer = tcp();
        Future<Channel> waiting = balancer.dial();
        balancer.refuse("INVALID_ARGUMENT: no such name");

        assertThat(waiting.cause()).hasMessage("INVALID_ARGUMENT: no such name");
        assertThat(balancer.dial().cause()).hasMessage("INVALID_ARGUMENT: no such name");
    }

    @Test
    void anEndpointOfThisWorkloadNeedsNoTlsToBeTrusted() {
        assertThat(EndpointLabels.of(REPLICA, Set.of(REPLICA.address().getAddress()))
                        .toString())
                .contains("loopback");
        assertThat(EndpointLabels.of(REPLICA, Set.of()).toString()).contains("not_provided_by_service_discovery");
    }

    private void dispatch(HttpBalancer balancer) {
        balancer.dispatch(request(), (exchange, endpoint) -> {
            throw new IllegalStateException("there is none");
        });
    }

    private RecordedExchange request() {
        return RecordedExchange.once(client, RecordedExchange.head(Version.HTTP_1_1));
    }

    private HttpBalancer http(boolean speaksHttp2) {
        return new HttpBalancer(time.loop(), speaksHttp2, settings(), connector(), registry, Ticker.system());
    }

    private TcpBalancer tcp() {
        return new TcpBalancer(time.loop(), settings(), TCP, connector(), Ticker.system());
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
                Ticker.system());
    }
}
