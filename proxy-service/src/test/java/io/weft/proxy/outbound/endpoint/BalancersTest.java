package io.weft.proxy.outbound.endpoint;

import static io.weft.proxy.outbound.endpoint.BalancerFixture.HTTP;
import static io.weft.proxy.outbound.endpoint.BalancerFixture.REPLICA;
import static io.weft.proxy.outbound.endpoint.BalancerFixture.TCP;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.http.RecordedExchange;
import io.weft.proxy.http.RecordedStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for endpoints, giving up on them, and coming back to those that are down. No address is ever dialled. */
class BalancersTest {
    private final BalancerFixture fixture = new BalancerFixture();
    private final TestLoop time = fixture.time;
    private final RecordedStream client = fixture.client;
    private final List<Long> dials = fixture.dials;

    @AfterEach
    void stop() {
        fixture.close();
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
    void anOpaqueConnectionThatHasLeftIsNotMadeAndItsPlaceIsFree() {
        TcpBalancer balancer = tcp();
        balancer.dial().cancel(false);
        assertThat(balancer.dial().isDone()).isFalse();
        balancer.update(List.of(REPLICA));

        assertThat(dials).hasSize(1);
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
        return fixture.request();
    }

    private HttpBalancer http(boolean speaksHttp2) {
        return fixture.http(speaksHttp2);
    }

    private TcpBalancer tcp() {
        return fixture.tcp();
    }
}
