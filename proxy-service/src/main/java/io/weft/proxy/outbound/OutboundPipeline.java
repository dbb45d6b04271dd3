package io.weft.proxy.outbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import io.weft.core.Ticker;
import io.weft.proxy.detect.Detection;
import io.weft.proxy.detect.ProtocolDetectHandler;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RefusalLog.Reason;
import io.weft.proxy.http.HeadRoom;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.http.InFlight;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.ResetLimit;
import io.weft.proxy.observe.Observers;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TargetLabels;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.ClientHelloHandler;
import io.weft.proxy.tls.TlsLabels;
import io.weft.proxy.trace.Span;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.OriginalDestination;
import io.weft.proxy.transport.Pipelines;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The way of a connection from the local application, top to bottom: accept, original destination, discovery, protocol, and
 * then {@link OutboundHttp} per request or one relay of bytes; balancing and dialling are {@code endpoint}'s.
 *
 * <p>Threading: everything about a connection happens on its event loop; what is known of destinations is per loop.
 *
 * @see "wire-behaviour, 1.1: outbound connection"
 */
public final class OutboundPipeline {
    private static final Labels SIDE = Labels.of("direction", "outbound", "peer", "src");

    private final OutboundSettings settings;
    private final OriginalDestination originalDestination;
    private final Discovery discovery;
    private final EndpointConnector connector;
    private final MetricRegistry registry;
    private final Observers observers;
    private final RefusalLog refusals;
    private final Ticker ticker;
    private final Budgets budgets;
    private final InFlight inFlight;
    private final HeadRoom heads;
    private final OutboundTcp tcp;
    private final Map<EventLoop, DiscoveryCache> caches = new ConcurrentHashMap<>();

    public OutboundPipeline(
            OutboundSettings settings,
            OriginalDestination originalDestination,
            Discovery discovery,
            EndpointConnector connector,
            MetricRegistry registry,
            Observers observers,
            Ticker ticker) {
        this.settings = settings;
        this.originalDestination = originalDestination;
        this.discovery = discovery;
        this.connector = connector;
        this.registry = registry;
        this.observers = observers;
        this.refusals = new RefusalLog(LoggerFactory.getLogger(OutboundPipeline.class), ticker);
        this.tcp = new OutboundTcp(registry, refusals);
        this.budgets = new Budgets(ticker);
        this.inFlight = new InFlight(settings.maxInFlight());
        this.heads = HeadRoom.beside(settings.maxInFlight());
        this.ticker = ticker;
    }

    /** The application has dialled somebody. */
    public void accept(Channel channel) {
        Optional<InetSocketAddress> target = originalDestination.of(channel);
        if (target.isEmpty() || isLoop(channel, target.get())) {
            refusals.info(
                    Reason.MISDIRECTED,
                    () -> "dropped a connection from " + channel.remoteAddress() + ": it was not redirected here");
            channel.close();
            return;
        }
        Pipelines.append(
                channel.pipeline(),
                "meter",
                new TransportMeter(registry, SIDE, TargetLabels.of(target.get()).and(TlsLabels.loopback())));
        Hold.begin(channel);
        discover(channel, target.get());
    }

    /** A client that dials this port itself is told by the socket that it meant this port. */
    private boolean isLoop(Channel channel, InetSocketAddress target) {
        return target.equals(channel.localAddress()) && target.getPort() == settings.port();
    }

    private void discover(Channel channel, InetSocketAddress target) {
        DiscoveryCache cache = cache(channel.eventLoop());
        channel.eventLoop().execute(() -> {
            if (channel.isActive()) {
                await(channel, cache.acquire(target, channel));
            }
        });
    }

    /** A client that leaves waits no longer; one that has said its part, if only nothing, may still listen. */
    private void await(Channel channel, Destination destination) {
        Promise<Destination> turn = destination.awaited();
        channel.closeFuture().addListener(closed -> turn.cancel(false));
        turn.addListener(done -> discovered(channel, destination, done.cause()));
    }

    private void discovered(Channel channel, Destination destination, @Nullable Throwable refusal) {
        if (!channel.isActive() || refusal instanceof CancellationException) {
            return;
        }
        if (refusal == null) {
            read(channel, destination);
        } else {
            ProxyFault fault =
                    refusal instanceof Arrivals.NotKnownException late ? late.fault() : ProxyFault.UNEXPECTED;
            tcp.refuse(channel, destination, RouteErrors.label(fault), String.valueOf(refusal.getMessage()));
        }
    }

    private DiscoveryCache cache(EventLoop loop) {
        return caches.computeIfAbsent(loop, this::newCache);
    }

    private DiscoveryCache newCache(EventLoop loop) {
        Backends backends = new Backends(loop, settings, discovery, connector, registry, ticker);
        return new DiscoveryCache(loop, settings, discovery, backends, budgets);
    }

    /** The policy is known: read the connection as it says. */
    private void read(Channel channel, Destination destination) {
        if (settings.ingress()) {
            detect(channel, destination, settings.detectTimeout());
            return;
        }
        switch (destination.policy().protocol()) {
            case ClientPolicy.Protocol.Opaque opaque -> opaque(channel, destination, "opaq");
            case ClientPolicy.Protocol.Tls tls -> {
                Pipelines.append(channel.pipeline(), "hello", new ClientHelloHandler(settings.detectTimeout(), name -> {
                    count(destination, "tls");
                    named(channel, destination, name);
                }));
                go(channel);
            }
            case ClientPolicy.Protocol.Http1 http -> http1(channel, destination, "http/1");
            case ClientPolicy.Protocol.Http2 http -> http2(channel, destination, "http/2");
            case ClientPolicy.Protocol.Grpc grpc -> http2(channel, destination, "http/2");
            case ClientPolicy.Protocol.Detect(Duration timeout) -> detect(channel, destination, timeout);
        }
    }

    private void detect(Channel channel, Destination destination, Duration timeout) {
        Pipelines.append(
                channel.pipeline(),
                "detect",
                new ProtocolDetectHandler(
                        timeout, (ctx, verdict, waited) -> detected(channel, destination, verdict, waited)));
        go(channel);
    }

    private void detected(Channel channel, Destination destination, Detection verdict, Duration waited) {
        Labels parent = PolicyLabels.parent(destination.policy().parent());
        registry.counter(
                        Meter.OUTBOUND_TCP_DETECT_HTTP_RESULTS,
                        Labels.of("result", verdict.label()).and(parent))
                .increment();
        registry.histogram(Meter.OUTBOUND_TCP_DETECT_HTTP_DURATION, parent).record(waited.toNanos() / 1e9);
        switch (verdict) {
            case HTTP1 -> http1(channel, destination, "detect");
            case HTTP2 -> http2(channel, destination, "detect");
            case NOT_HTTP, TIMED_OUT -> opaque(channel, destination, "detect");
            case BROKEN -> {}
        }
    }

    private void http1(Channel channel, Destination destination, String counted) {
        count(destination, counted);
        HttpCodecs.serveHttp1(channel, heads, http(channel, destination, Backends.Kind.HTTP1));
        go(channel);
    }

    private void http2(Channel channel, Destination destination, String counted) {
        count(destination, counted);
        HttpCodecs.serveHttp2(
                channel, settings.http2(), ResetLimit.OF_MANY, heads, http(channel, destination, Backends.Kind.HTTP2));
        go(channel);
    }

    private RequestHandler http(Channel channel, Destination destination, Backends.Kind kind) {
        EventLoop loop = channel.eventLoop();
        OutboundTap tap = new OutboundTap(
                observers.taps(), (InetSocketAddress) channel.remoteAddress(), destination.target(), settings.ownIps());
        Function<Destination, OutboundHttp> to =
                each -> new OutboundHttp(each, kind, settings.informs(), inFlight, tap, loop, registry, ticker);
        RequestHandler requests = settings.ingress()
                ? new RequestedDestinations(
                        to.apply(destination), name -> to.apply(cache(loop).acquire(name, channel)))
                : to.apply(destination);
        return observers.before(requests, Span.Side.OUTBOUND);
    }

    /** By the policy of this moment, which may not be one of TLS any more. */
    private void named(Channel channel, Destination destination, Optional<String> serverName) {
        Optional<ClientPolicy.Route> route = destination.policy().protocol() instanceof ClientPolicy.Protocol.Tls tls
                ? serverName.flatMap(tls::find)
                : Optional.of(destination.policy().opaque());
        if (route.isPresent()) {
            tcp.carry(
                    channel,
                    destination,
                    route.get(),
                    RouteConnections.Kind.TLS,
                    () -> named(channel, destination, serverName));
        } else {
            tcp.refuse(
                    channel,
                    destination,
                    "unexpected",
                    "no route is for the server name " + serverName.orElse("(none)"));
        }
    }

    private void opaque(Channel channel, Destination destination, String counted) {
        count(destination, counted);
        opaque(channel, destination);
    }

    /** By the policy of this moment. */
    private void opaque(Channel channel, Destination destination) {
        tcp.carry(
                channel,
                destination,
                destination.policy().opaque(),
                RouteConnections.Kind.OPAQUE,
                () -> opaque(channel, destination));
    }

    private void count(Destination destination, String protocol) {
        Labels labels = Labels.of("protocol", protocol)
                .and(PolicyLabels.parent(destination.policy().parent()));
        registry.counter(Meter.OUTBOUND_TCP_PROTOCOL_CONNECTIONS, labels).increment();
    }

    private static void go(Channel channel) {
        Hold.release(channel);
        channel.config().setAutoRead(true);
    }
}
