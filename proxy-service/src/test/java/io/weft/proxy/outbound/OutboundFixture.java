package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.transport.Connector;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the outbound side is made of, where a test has no wish of its own. */
final class OutboundFixture {
    static final Duration IDLE = Duration.ofSeconds(5);
    static final Duration FAIL_FAST = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final QueueLimits QUEUE = new QueueLimits(2, FAIL_FAST);

    private OutboundFixture() {}

    static OutboundSettings settings() {
        return new OutboundSettings(
                4140,
                Set.of(),
                PATIENCE,
                QUEUE,
                QUEUE,
                QUEUE,
                IDLE,
                Http2ServerSettings.standard(),
                1_000,
                Http2Windows.standard(),
                Duration.ofSeconds(3),
                100,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0),
                true,
                false);
    }

    /** Credentials nobody will use; the caller closes them. */
    static MeshTls tls() {
        return new MeshTls(TestAuthority.create().anchors(), PATIENCE);
    }

    static Backends backends(EventLoop loop, Discovery discovery, MeshTls tls) {
        MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
        EndpointConnector connector = new EndpointConnector(
                new Connector(PATIENCE, Optional.empty(), Optional.empty()),
                tls,
                new OutsideTls(Optional.empty(), Runnable::run, PATIENCE),
                PATIENCE,
                address -> false,
                registry,
                Ticker.system());
        return new Backends(loop, settings(), discovery, connector, registry, Ticker.system());
    }

    /** A service whose replicas are discovered. */
    static Watched<ClientPolicy> balanced() {
        ResourceRef ref = ResourceRef.of("core", "Service", "shop", "web");
        Backend backend = new Backend.Balance(
                ref, "web.shop.svc.cluster.local:80", Duration.ofMillis(30), Duration.ofSeconds(10));
        ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("http"), backend);
        return new Watched.Present<>(new ClientPolicy(ref, new ClientPolicy.Protocol.Detect(PATIENCE), route, route));
    }
}
