package io.weft.proxy.outbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Ticker;
import io.weft.proxy.detect.Detection;
import io.weft.proxy.detect.ProtocolDetectHandler;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RefusalLog.Reason;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.ResetLimit;
import io.weft.proxy.observe.Observers;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.ClientHelloHandler;
import io.weft.proxy.tls.TlsLabels;
import io.weft.proxy.trace.Span;
import io.weft.proxy.transport.ByteRelay;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.OriginalDestination;
import io.weft.proxy.transport.Pipelines;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
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
    private final Map<EventLoop, RouteMeters> meters = new ConcurrentHashMap<>();
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
        this.budgets = new Budgets(ticker);
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
        Pipelines.append(channel.pipeline(), "meter", new TransportMeter(registry, SIDE, labels(target.get())));
        Hold.begin(channel);
        discover(channel, target.get());
    }

    /** A client that dials this port itself is told by the socket that it meant this port. */
    private boolean isLoop(Channel channel, InetSocketAddress target) {
        return target.equals(channel.localAddress()) && target.getPort() == settings.port();
    }

    private void discover(Channel channel, InetSocketAddress target) {
        DiscoveryCache cache = caches.computeIfAbsent(channel.eventLoop(), this::newCache);
        channel.eventLoop().execute(() -> {
            Destination destination = cache.acquire(target, channel);
            destination.resolved().addListener((Future<Destination> resolved) -> {
                if (resolved.isSuccess()) {
                    read(channel, destination);
                } else {
                    refusals.info(
                            Reason.UNREACHABLE,
                            () -> "closing a connection to " + target + ": "
                                    + resolved.cause().getMessage());
                    channel.close();
                }
            });
        });
    }

    private DiscoveryCache newCache(EventLoop loop) {
        Backends backends = new Backends(loop, settings, discovery, connector, registry, ticker);
        return new DiscoveryCache(loop, settings, discovery, backends, budgets);
    }

    /** The policy is known: read the connection as it says. */
    private void read(Channel channel, Destination destination) {
        switch (destination.policy().protocol()) {
            case ClientPolicy.Protocol.Opaque opaque -> opaque(channel, destination, "opaq");
            case ClientPolicy.Protocol.Tls tls -> {
                Pipelines.append(
                        channel.pipeline(),
                        "hello",
                        new ClientHelloHandler(settings.detectTimeout(), name -> named(channel, destination, name)));
                go(channel);
            }
            case ClientPolicy.Protocol.Http1 http -> http1(channel, destination, "http/1");
            case ClientPolicy.Protocol.Http2 http -> http2(channel, destination, "http/2");
            case ClientPolicy.Protocol.Grpc grpc -> http2(channel, destination, "http/2");
            case ClientPolicy.Protocol.Detect(Duration timeout) -> {
                Pipelines.append(
                        channel.pipeline(),
                        "detect",
                        new ProtocolDetectHandler(
                                timeout, (ctx, verdict, waited) -> detected(channel, destination, verdict, waited)));
                go(channel);
            }
        }
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
        HttpCodecs.serveHttp1(channel, http(channel, destination, Backends.Kind.HTTP1));
        go(channel);
    }

    private void http2(Channel channel, Destination destination, String counted) {
        count(destination, counted);
        HttpCodecs.serveHttp2(
                channel, settings.http2(), ResetLimit.OF_MANY, http(channel, destination, Backends.Kind.HTTP2));
        go(channel);
    }

    private RequestHandler http(Channel channel, Destination destination, Backends.Kind kind) {
        EventLoop loop = channel.eventLoop();
        OutboundTap tap = new OutboundTap(
                observers.taps(), (InetSocketAddress) channel.remoteAddress(), destination.target(), settings.ownIps());
        OutboundHttp requests =
                new OutboundHttp(destination, kind, settings.informs(), tap, loop, meters(loop), registry, ticker);
        return observers.before(requests, Span.Side.OUTBOUND);
    }

    private RouteMeters meters(EventLoop loop) {
        return meters.computeIfAbsent(loop, made -> new RouteMeters(registry));
    }

    /** By the policy of this moment, which may not be one of TLS any more. */
    private void named(Channel channel, Destination destination, Optional<String> serverName) {
        Optional<ClientPolicy.Route> route = destination.policy().protocol() instanceof ClientPolicy.Protocol.Tls tls
                ? serverName.flatMap(tls::find)
                : Optional.of(destination.policy().opaque());
        if (route.isPresent()) {
            tcp(channel, destination, route.get(), "tls");
        } else {
            count(destination, "tls");
            tcpFailed(
                    channel,
                    destination,
                    "unexpected",
                    "no route is for the server name " + serverName.orElse("(none)"));
        }
    }

    private void opaque(Channel channel, Destination destination, String counted) {
        tcp(channel, destination, destination.policy().opaque(), counted);
    }

    private void tcp(Channel channel, Destination destination, ClientPolicy.Route route, String counted) {
        count(destination, counted);
        Backend backend = Shares.pick(
                        route.backends(),
                        one -> isRefusal(one) || destination.tcp(one).available(),
                        ThreadLocalRandom.current())
                .map(Share::backend)
                .orElseGet(() -> new Backend.Invalid(destination.policy().parent(), "no backend takes anything"));
        if (isRefusal(backend)) {
            tcpFailed(channel, destination, "unexpected", "its route refuses");
            return;
        }
        Hold.begin(channel);
        destination.tcp(backend).dial().addListener((Future<Channel> dialled) -> {
            if (dialled.isSuccess()) {
                ByteRelay.join(channel, dialled.getNow());
            } else {
                boolean late = String.valueOf(dialled.cause().getMessage()).contains("fail-fast");
                tcpFailed(
                        channel,
                        destination,
                        late ? "failfast" : "i/o",
                        dialled.cause().toString());
            }
        });
    }

    private static boolean isRefusal(Backend backend) {
        return backend instanceof Backend.Forbidden || backend instanceof Backend.Invalid;
    }

    private void tcpFailed(Channel channel, Destination destination, String error, String why) {
        refusals.info(Reason.UNREACHABLE, () -> "closing a connection to " + destination.target() + ": " + why);
        registry.counter(
                        Meter.OUTBOUND_TCP_ERRORS_TOTAL,
                        target(destination.target()).and("error", error))
                .increment();
        channel.close();
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

    private static Labels labels(InetSocketAddress target) {
        return target(target).and(TlsLabels.loopback());
    }

    private static Labels target(InetSocketAddress target) {
        String ip = target.getAddress().getHostAddress();
        return Labels.of(
                "target_addr",
                (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + target.getPort(),
                "target_ip",
                ip,
                "target_port",
                Integer.toString(target.getPort()));
    }
}
