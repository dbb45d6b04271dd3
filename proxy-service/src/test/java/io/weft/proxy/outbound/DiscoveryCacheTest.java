package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weft.core.Ticker;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.RememberingDiscovery;
import io.weft.proxy.tls.MeshTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryCacheTest {
    private static final InetSocketAddress TARGET = new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80);
    private static final Duration LONG = Duration.ofSeconds(40);

    private final TestLoop time = new TestLoop();
    private final AnsweredDiscovery discovery = new AnsweredDiscovery();
    private final MeshTls tls = OutboundFixture.tls();
    private final DiscoveryCache cache = new DiscoveryCache(
            time.loop(),
            OutboundFixture.settings(),
            discovery,
            OutboundFixture.backends(time.loop(), discovery, tls),
            new Budgets(Ticker.system()));

    @AfterEach
    void stop() {
        tls.close();
    }

    @Test
    void whatIsKnownIsForgottenAfterTheIdleTime() {
        answer();
        connect();
        time.advance(OutboundFixture.IDLE);

        assertThat(discovery.events)
                .containsExactly(
                        "watched profile",
                        "watched policy",
                        "watched endpoints",
                        "closed profile",
                        "closed policy",
                        "closed endpoints");
    }

    /** Fresh connections with pauses shorter than the idle time, over longer than it. */
    @Test
    void whatIsUsedNowAndThenIsAskedForOnce() {
        answer();
        for (int i = 0; i < 10; i++) {
            connect();
            time.advance(Duration.ofSeconds(3));
        }

        assertThat(discovery.events).containsExactly("watched profile", "watched policy", "watched endpoints");
    }

    /** Or a proxy would remember every route there ever was. */
    @Test
    void theCountsOfRoutesAreForgottenWithThePolicyThatNamesThem() {
        answer();
        Destination destination = connect();
        RouteMeters before = destination.meters();
        discovery.policy.set(new Watched.Ended<>(true, "no such policy"));
        time.run();

        assertThat(destination.meters()).isNotSameAs(before);
    }

    @Test
    void whatIsKnownIsKeptWhileItsPolicyCannotBeAskedForAgain() {
        answer();
        connect();
        discovery.policiesReachable = false;
        time.advance(LONG);

        assertThat(connect().resolved().isSuccess()).isTrue();
        assertThat(discovery.events).containsExactly("watched profile", "watched policy", "watched endpoints");
    }

    @Test
    void whatIsKnownIsKeptWhileItsEndpointsCannotBeAskedForAgain() {
        answer();
        connect();
        discovery.endpointsReachable = false;
        time.advance(LONG);
        assertThat(discovery.events).doesNotContain("closed endpoints");
        discovery.endpointsReachable = true;
        time.advance(OutboundFixture.IDLE);

        assertThat(discovery.events).contains("closed profile", "closed policy", "closed endpoints");
    }

    /** Its destination was idle for long enough to be dropped, and then the control plane went away. */
    @Test
    void whatWasDroppedIsRememberedWhenTheControlPlaneHasGoneSince() {
        DiscoveryCache remembered = remembering();
        answer();
        connect(remembered);
        time.advance(OutboundFixture.IDLE);
        assertThat(discovery.events).contains("closed profile", "closed policy", "closed endpoints");
        goAway();

        EmbeddedChannel connection = new EmbeddedChannel();
        Destination again = remembered.acquire(TARGET, connection);
        time.advance(Duration.ofMillis(499));
        assertThat(again.resolved().isDone()).isFalse();
        time.advance(Duration.ofMillis(1));
        time.run();

        assertThat(again.resolved().isSuccess()).isTrue();
        connection.close();
    }

    @Test
    void whatWasDroppedIsNotRememberedAgainstTheControlPlane() {
        DiscoveryCache remembered = remembering();
        answer();
        connect(remembered);
        time.advance(OutboundFixture.IDLE);
        goAway();
        discovery.policiesReachable = true; // it answers that there is nothing to be known

        EmbeddedChannel connection = new EmbeddedChannel();
        Destination again = remembered.acquire(TARGET, connection);
        time.advance(LONG);

        assertThat(again.resolved().isDone()).isFalse();
        connection.close();
    }

    private DiscoveryCache remembering() {
        Discovery remembering = new RememberingDiscovery(discovery, time.loop());
        return new DiscoveryCache(
                time.loop(),
                OutboundFixture.settings(),
                remembering,
                OutboundFixture.backends(time.loop(), remembering, tls),
                new Budgets(Ticker.system()));
    }

    private void goAway() {
        discovery.profile.set(new Watched.Pending<>());
        discovery.policy.set(new Watched.Pending<>());
        discovery.endpoints.set(new Watched.Pending<>());
        discovery.policiesReachable = false;
        discovery.endpointsReachable = false;
    }

    /** Whoever dials at random during an outage must not fill the memory. */
    @Test
    void whatWasNeverAnsweredIsForgottenDuringAnOutageToo() {
        discovery.policiesReachable = false;
        EmbeddedChannel connection = new EmbeddedChannel();
        cache.acquire(TARGET, connection);
        connection.close();
        time.advance(OutboundFixture.IDLE);

        assertThat(discovery.events)
                .containsExactly("watched profile", "watched policy", "closed profile", "closed policy");
    }

    private void answer() {
        discovery.profile.set(new Watched.Present<>(new Profile(false, "", Optional.empty())));
        discovery.policy.set(OutboundFixture.balanced());
    }

    /** A connection with one request, from its first byte to its last. */
    private Destination connect() {
        return connect(cache);
    }

    private Destination connect(DiscoveryCache used) {
        EmbeddedChannel connection = new EmbeddedChannel();
        Destination destination = used.acquire(TARGET, connection);
        time.run();
        destination.http(Backends.Kind.HTTP1);
        connection.close();
        return destination;
    }
}
