package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.detect.Detection;
import io.weft.proxy.detect.ProtocolDetectHandler;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.http.HeadRoom;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.http.InFlight;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.ResetLimit;
import io.weft.proxy.inbound.policy.RateLimiters;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.observe.Observers;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.TlsStatus;
import io.weft.proxy.trace.Span;
import io.weft.proxy.transport.Pipelines;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection whose TLS is settled as its port's policy says, and hands it to {@link InboundHttp} or
 * {@link InboundTcp}.
 */
final class Protocols {
    private static final InboundFilters FILTERS = new InboundFilters(ThreadLocalRandom::current);

    private final InboundSettings settings;
    private final LocalApps apps;
    private final TransportMeters transportMeters;
    private final MetricRegistry registry;
    private final Observers observers;
    private final ServedProfiles profiles;
    private final RefusalLog refusals;
    private final Ticker ticker;
    private final @Nullable AccessLog accessLog;
    private final RateLimiters limiters;
    private final InFlight inFlight;
    private final HeadRoom heads;

    Protocols(
            InboundSettings settings,
            LocalApps apps,
            TransportMeters transportMeters,
            MetricRegistry registry,
            Observers observers,
            ServedProfiles profiles,
            RefusalLog refusals,
            Ticker ticker,
            @Nullable AccessLog accessLog) {
        this.settings = settings;
        this.apps = apps;
        this.transportMeters = transportMeters;
        this.registry = registry;
        this.observers = observers;
        this.profiles = profiles;
        this.refusals = refusals;
        this.ticker = ticker;
        this.accessLog = accessLog;
        this.limiters = new RateLimiters(ticker);
        this.inFlight = new InFlight(settings.maxInFlight());
        this.heads = HeadRoom.beside(settings.maxInFlight());
    }

    /** By the policy alone. */
    void serve(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        boolean meshed = connection.tls() instanceof TlsStatus.Established;
        switch (policy.get().protocol()) {
            case ServerProtocol.Opaque opaque -> tcp(channel, connection, policy);
            case ServerProtocol.Tls appTls -> tcp(channel, connection, policy);
            case ServerProtocol.Detect(Duration timeout) ->
                detect(channel, connection, policy, timeout, Detection.NOT_HTTP);
            // A meshed peer may have upgraded its client's HTTP/1; one that stays silent has not.
            case ServerProtocol.Http1 http
            when meshed -> detect(channel, connection, policy, settings.detectTimeout(), Detection.HTTP1);
            case ServerProtocol.Http1 http -> http1(channel, connection, policy);
            case ServerProtocol.Http2 http -> http2(channel, connection, policy);
            case ServerProtocol.Grpc grpc -> http2(channel, connection, policy);
        }
    }

    private void detect(
            Channel channel,
            InboundConnection connection,
            Latest<ServerPolicy> policy,
            Duration timeout,
            Detection silence) {
        Pipelines.append(
                channel.pipeline(), "detect-http", new ProtocolDetectHandler(timeout, (ctx, verdict, waited) -> {
                    transportMeters.detected(connection, policy.get(), verdict, waited);
                    detected(channel, connection, policy, verdict == Detection.TIMED_OUT ? silence : verdict);
                }));
    }

    private void detected(
            Channel channel, InboundConnection connection, Latest<ServerPolicy> policy, Detection verdict) {
        switch (verdict) {
            case HTTP1 -> http1(channel, connection, policy);
            case HTTP2 -> http2(channel, connection, policy);
            case NOT_HTTP, TIMED_OUT -> tcp(channel, connection, policy);
            case BROKEN -> {}
        }
    }

    void http1(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        HttpCodecs.serveHttp1(channel, heads, http(channel, connection, policy));
    }

    void http2(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        ResetLimit resets = connection.meshed() ? ResetLimit.OF_MANY : ResetLimit.OF_ONE;
        HttpCodecs.serveHttp2(channel, settings.http2(), resets, heads, http(channel, connection, policy));
    }

    void tcp(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        InboundMeters meters = new InboundMeters(registry, connection);
        new InboundTcp(channel, connection, policy, meters, refusals).forward(apps.of(channel, connection.target()));
    }

    private RequestHandler http(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        LocalApp app = apps.of(channel, connection.target());
        InboundMeters meters = new InboundMeters(registry, connection);
        InboundHttp requests = new InboundHttp(
                connection,
                policy,
                app,
                meters,
                new InboundTunnels(channel, connection, policy, meters, refusals),
                new InboundTap(observers.taps(), connection),
                new ProfileChoice(profiles),
                FILTERS,
                limiters,
                inFlight,
                refusals,
                ticker,
                accessLog);
        return observers.before(requests, Span.Side.INBOUND);
    }
}
