package io.weft.proxy.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weft.core.Ticker;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.control.Watched;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** metrics, 3: outbound_tcp_errors_total, of a service without replicas and with room for two that wait. */
class OutboundTcpErrorsTest {
    private static final InetSocketAddress TARGET = new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80);
    private static final String FAMILY = "outbound_tcp_errors_total{"
            + "target_addr=\"10.96.0.1:80\",target_ip=\"10.96.0.1\",target_port=\"80\",error=\"";

    private final TestLoop time = new TestLoop();
    private final AnsweredDiscovery discovery = new AnsweredDiscovery();
    private final MeshTls tls = OutboundFixture.tls();
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final OutboundTcp tcp = new OutboundTcp(
            registry, new RefusalLog(LoggerFactory.getLogger(OutboundTcpErrorsTest.class), Ticker.system()));
    private final DiscoveryCache cache = new DiscoveryCache(
            time.loop(),
            OutboundFixture.settings(),
            discovery,
            OutboundFixture.backends(time.loop(), discovery, tls),
            new Budgets(Ticker.system()));

    OutboundTcpErrorsTest() {
        discovery.profile.set(new Watched.Present<>(new Profile(false, "", Optional.empty())));
        discovery.policy.set(OutboundFixture.balanced());
    }

    @AfterEach
    void stop() {
        tls.close();
    }

    @Test
    void whoFindsTheQueueFullIsShedAndWhoWaitedInVainFailsFast() {
        List<EmbeddedChannel> clients = Stream.generate(this::carried).limit(3).toList();
        time.run();
        assertThat(open(clients)).containsExactly(true, true, false);
        assertThat(told()).containsExactly(FAMILY + "loadshed\"} 1");
        time.advance(OutboundFixture.FAIL_FAST.minusMillis(1));
        assertThat(told()).containsExactly(FAMILY + "loadshed\"} 1");
        time.advance(Duration.ofMillis(1));

        assertThat(open(clients)).containsExactly(false, false, false);
        assertThat(told()).containsExactlyInAnyOrder(FAMILY + "loadshed\"} 1", FAMILY + "failfast\"} 2");
    }

    /** Nothing went wrong. */
    @Test
    void whoLeavesMakesRoomForAnotherAndIsNoError() {
        List<EmbeddedChannel> clients = Stream.generate(this::carried).limit(2).toList();
        clients.forEach(EmbeddedChannel::close);
        EmbeddedChannel late = carried();
        time.run();

        assertThat(late.isOpen()).isTrue();
        assertThat(told()).isEmpty();
    }

    /** proxy-behaviour, 2: queued and new ones fail at once. */
    @Test
    void whoComesWhileItsOnlyBackendFailsFastDoesNotWait() {
        carried();
        time.advance(OutboundFixture.FAIL_FAST);
        EmbeddedChannel late = carried();

        assertThat(late.isOpen()).isFalse();
        assertThat(told()).containsExactly(FAMILY + "failfast\"} 2");
    }

    private EmbeddedChannel carried() {
        EmbeddedChannel client = new EmbeddedChannel();
        Destination destination = cache.acquire(TARGET, client);
        time.run();
        tcp.carry(client, destination, destination.policy().opaque(), RouteConnections.Kind.OPAQUE, () -> {
            throw new AssertionError("the policy has not changed");
        });
        return client;
    }

    private static List<Boolean> open(List<EmbeddedChannel> clients) {
        return clients.stream().map(EmbeddedChannel::isOpen).toList();
    }

    private List<String> told() {
        return new Exposition(registry)
                .text()
                .lines()
                .filter(line -> line.startsWith("outbound_tcp_errors_total{"))
                .toList();
    }
}
