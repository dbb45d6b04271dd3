package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.outbound.endpoint.EndpointSettings;
import io.weft.proxy.outbound.endpoint.HttpBalancer;
import io.weft.proxy.outbound.endpoint.TcpBalancer;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.telemetry.MetricRegistry;
import java.time.Duration;
import java.util.Collection;
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
        OPAQUE
    }

    /** Where a balancer's endpoints come from. */
    private record Feed(BooleanSupplier current, Runnable stop) {
        static final Feed FIXED = new Feed(() -> true, () -> {});
    }

    private record Key(Backend backend, Kind kind, Optional<FailureAccrual> accrual) {}

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
    Lease<HttpBalancer> http(Backend backend, Kind kind, Optional<FailureAccrual> accrual) {
        return lease(new Key(backend, kind, accrual), () -> {
            HttpBalancer balancer = new HttpBalancer(
                    loop, kind == Kind.HTTP2, endpointSettings(backend, accrual), connector, registry, ticker);
            return new Shared<>(balancer, feed(backend, balancer::update, balancer::refuse), balancer::close);
        });
    }

    Lease<TcpBalancer> tcp(Backend backend) {
        return lease(new Key(backend, Kind.OPAQUE, Optional.empty()), () -> {
            TcpBalancer balancer = new TcpBalancer(
                    loop, endpointSettings(backend, Optional.empty()), settings.tcpQueue(), connector, ticker);
            return new Shared<>(balancer, feed(backend, balancer::update, balancer::refuse), balancer::close);
        });
    }

    /** Tells {@code update} of the backend's endpoints from now on, or {@code refuse} that there will never be any. */
    private Feed feed(Backend backend, Consumer<Collection<Endpoint>> update, Consumer<String> refuse) {
        return switch (backend) {
            case Backend.Balance balance -> {
                Watch<EndpointSet> watch = discovery.endpoints(balance.path());
                Latest.Subscription subscription = watch.latest().subscribe(loop, watched -> {
                    switch (watched) {
                        case Watched.Pending<EndpointSet> pending -> {}
                        case Watched.Present<EndpointSet>(EndpointSet set) -> update.accept(set.endpoints());
                        case Watched.Ended<EndpointSet>(boolean notFound, String reason) -> refuse.accept(reason);
                    }
                });
                yield new Feed(watch::current, () -> {
                    subscription.cancel();
                    watch.close();
                });
            }
            case Backend.Forward forward -> {
                update.accept(List.of(forward.endpoint()));
                yield Feed.FIXED;
            }
            case Backend.Forbidden forbidden -> Feed.FIXED;
            case Backend.Invalid invalid -> Feed.FIXED;
        };
    }

    private EndpointSettings endpointSettings(Backend backend, Optional<FailureAccrual> accrual) {
        Backend.Balance balance = backend instanceof Backend.Balance known ? known : null;
        return new EndpointSettings(
                balance == null ? "" : balance.path(),
                balance == null ? DEFAULT_RTT : balance.defaultRtt(),
                balance == null ? DEFAULT_DECAY : balance.decay(),
                settings.windows(),
                settings.httpQueue(),
                settings.keepIdle(),
                settings.maxIdle(),
                settings.backoff(),
                settings.ownIps(),
                accrual);
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
