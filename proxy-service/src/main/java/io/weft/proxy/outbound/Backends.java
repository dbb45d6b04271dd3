package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.http.Version;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.endpoint.Balancer;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.outbound.endpoint.EndpointSettings;
import io.weft.proxy.outbound.endpoint.HttpBalancer;
import io.weft.proxy.outbound.endpoint.TcpBalancer;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.telemetry.BalancerKind;
import io.weft.proxy.telemetry.BalancerMeter;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The balancers of one event loop, shared by every destination that sends to the same backend, and closed with the last of
 * them.
 *
 * <p>Threading: one event loop.
 */
final class Backends {
    private static final Duration DEFAULT_RTT = Duration.ofMillis(30);
    private static final Duration DEFAULT_DECAY = Duration.ofSeconds(10);

    private final EventLoop loop;
    private final OutboundSettings settings;
    private final Discovery discovery;
    private final EndpointConnector connector;
    private final MetricRegistry registry;
    private final Ticker ticker;
    private final Map<Key, Shared<?>> shared = new HashMap<>();

    /** How the application speaks to a backend. */
    enum Kind {
        HTTP1,
        HTTP2,
        OPAQUE,
        /** Of its own, to us as opaque. */
        TLS;

        /** Whether nobody reads it. */
        boolean bytes() {
            return this == OPAQUE || this == TLS;
        }

        /** Of requests. */
        Version version() {
            return this == HTTP2 ? Version.HTTP_2 : Version.HTTP_1_1;
        }
    }

    /** Where a balancer's endpoints come from. */
    private record Feed(BooleanSupplier current, Runnable stop) {
        static final Feed FIXED = new Feed(() -> true, () -> {});
    }

    /**
     * Who asks for a balancer: each is counted for one parent.
     *
     * @param parent of the policy that names the backend
     * @param logical what was dialled, as {@code host:port}; only bytes are counted by it
     */
    record Asking(ResourceRef parent, String logical) {}

    private record Key(Asking asking, Backend backend, Kind kind, Optional<FailureAccrual> accrual) {}

    /** One user's hold on a balancer. */
    interface Lease<B> {
        B balancer();

        /** Whether the endpoints are what the control plane says now. */
        boolean current();

        void release();
    }

    Backends(
            EventLoop loop,
            OutboundSettings settings,
            Discovery discovery,
            EndpointConnector connector,
            MetricRegistry registry,
            Ticker ticker) {
        this.loop = loop;
        this.settings = settings;
        this.discovery = discovery;
        this.connector = connector;
        this.registry = registry;
        this.ticker = ticker;
    }

    /** Nothing counted yet. */
    RouteMeters newMeters() {
        return new RouteMeters(registry);
    }

    /** {@code accrual}: when an endpoint is left alone; those of another opinion have endpoints of their own. */
    Lease<HttpBalancer> http(ResourceRef parent, Backend backend, Kind kind, Optional<FailureAccrual> accrual) {
        Asking asking = new Asking(parent, "");
        return lease(new Key(asking, backend, kind, accrual), () -> {
            HttpBalancer balancer = new HttpBalancer(
                    loop,
                    kind == Kind.HTTP2,
                    endpointSettings(backend, accrual),
                    connector,
                    meter(kind, asking, backend, settings.httpQueue()),
                    registry,
                    ticker);
            return new Shared<>(balancer, feed(backend, balancer), balancer::close);
        });
    }

    /** {@code kind}: of bytes. */
    Lease<TcpBalancer> tcp(Asking asking, Backend backend, Kind kind) {
        return lease(new Key(asking, backend, kind, Optional.empty()), () -> {
            TcpBalancer balancer = new TcpBalancer(
                    loop,
                    endpointSettings(backend, Optional.empty()),
                    settings.tcpQueue(),
                    connector,
                    meter(kind, asking, backend, settings.tcpQueue()),
                    ticker);
            return new Shared<>(balancer, feed(backend, balancer), balancer::close);
        });
    }

    /** Where there is one endpoint and no other, or none, nothing is balanced. */
    private BalancerMeter meter(Kind kind, Asking asking, Backend backend, QueueLimits queue) {
        if (!(backend instanceof Backend.Balance || backend instanceof Backend.External)) {
            return BalancerMeter.ofNobody();
        }
        Labels both = PolicyLabels.parent(asking.parent()).and(PolicyLabels.backend(backend.ref()));
        Labels concrete = Labels.of("concrete", authority(backend));
        return switch (kind) {
            case HTTP1, HTTP2 -> registry.balancer(BalancerKind.OUTBOUND_HTTP, both, queue.failFast());
            case OPAQUE ->
                registry.balancer(
                        BalancerKind.OUTBOUND_TCP,
                        both.and("logical", asking.logical()).and(concrete),
                        queue.failFast());
            case TLS -> registry.balancer(BalancerKind.OUTBOUND_TLS, concrete, queue.failFast());
        };
    }

    /** Tells {@code balancer} of the backend's endpoints from now on. */
    private Feed feed(Backend backend, Balancer balancer) {
        return switch (backend) {
            case Backend.Balance balance ->
                feed(discovery.endpoints(balance.path()), balancer, set -> balancer.update(set.endpoints()));
            case Backend.External external ->
                feed(discovery.host(external.name()), balancer, host -> resolved(external, host, balancer));
            case Backend.Forward forward -> {
                balancer.update(List.of(forward.endpoint()));
                yield Feed.FIXED;
            }
            case Backend.Forbidden forbidden -> Feed.FIXED;
            case Backend.Nowhere _ -> Feed.FIXED;
            case Backend.Invalid invalid -> Feed.FIXED;
        };
    }

    private <T> Feed feed(Watch<T> watch, Balancer balancer, Consumer<T> present) {
        Latest.Subscription subscription = watch.latest().subscribe(loop, watched -> {
            switch (watched) {
                case Watched.Pending<T> pending -> {}
                case Watched.Present<T>(T value) -> present.accept(value);
                case Watched.Ended<T>(boolean notFound, String reason) -> balancer.refuse(reason);
            }
        });
        return new Feed(watch::current, () -> {
            subscription.cancel();
            watch.close();
        });
    }

    private static void resolved(Backend.External external, HostAddresses host, Balancer balancer) {
        if (host.addresses().isEmpty()) {
            balancer.unreachable(host.trouble());
        } else {
            balancer.update(external.endpoints(host.addresses()));
        }
    }

    private EndpointSettings endpointSettings(Backend backend, Optional<FailureAccrual> accrual) {
        Backend.Balance balance = backend instanceof Backend.Balance known ? known : null;
        return new EndpointSettings(
                authority(backend),
                balance == null ? DEFAULT_RTT : balance.defaultRtt(),
                balance == null ? DEFAULT_DECAY : balance.decay(),
                balance == null ? Optional.empty() : balance.penalty(),
                settings.windows(),
                settings.httpQueue(),
                settings.keepIdle(),
                settings.maxIdle(),
                settings.backoff(),
                settings.ownIps(),
                accrual);
    }

    private static String authority(Backend backend) {
        return switch (backend) {
            case Backend.Balance balance -> balance.path();
            case Backend.External external -> external.path();
            case Backend.Forward _, Backend.Forbidden _, Backend.Nowhere _, Backend.Invalid _ -> "";
        };
    }

    @SuppressWarnings("unchecked") // the key's kind decides the type of its balancer
    private <B> Lease<B> lease(Key key, java.util.function.Supplier<Shared<B>> make) {
        Shared<B> found = (Shared<B>) shared.computeIfAbsent(key, fresh -> make.get());
        found.users++;
        return new Lease<>() {
            private boolean released;

            @Override
            public B balancer() {
                return found.balancer;
            }

            @Override
            public boolean current() {
                return found.feed.current().getAsBoolean();
            }

            @Override
            public void release() {
                if (!released) {
                    released = true;
                    found.users--;
                    if (found.users == 0) {
                        shared.remove(key);
                        found.feed.stop().run();
                        found.close.run();
                    }
                }
            }
        };
    }

    private static final class Shared<B> {
        private final B balancer;
        private final Feed feed;
        private final Runnable close;
        private int users;

        Shared(B balancer, Feed feed, Runnable close) {
            this.balancer = balancer;
            this.feed = feed;
            this.close = close;
        }
    }
}
