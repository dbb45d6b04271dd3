package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.detect.Detection;
import io.weft.proxy.detect.ProtocolDetectHandler;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.inbound.policy.PolicyStore;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.TlsDetectHandler;
import io.weft.proxy.tls.TlsStatus;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.OriginalDestination;
import io.weft.proxy.transport.Pipelines;
import io.weft.proxy.transport.TransportHeader;
import io.weft.proxy.transport.TransportHeaderHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a connection toward the local application, top to bottom: accept, original destination, TLS, (transport header,)
 * policy, protocol, and then {@link InboundHttp} per request or {@link InboundTcp} once.
 *
 * <p>Threading: everything about a connection happens on its event loop.
 *
 * @see "wire-behaviour, 4: inbound connection flow"
 */
public final class InboundPipeline {
    private static final Logger log = LoggerFactory.getLogger(InboundPipeline.class);
    private static final Labels SIDE = Labels.of("direction", "inbound", "peer", "src");

    private final InboundSettings settings;
    private final OriginalDestination originalDestination;
    private final MeshTls tls;
    private final PolicyStore policies;
    private final MetricRegistry registry;
    private final Ticker ticker;
    private final LocalApps apps;

    public InboundPipeline(
            InboundSettings settings,
            OriginalDestination originalDestination,
            MeshTls tls,
            PolicyStore policies,
            Connector connector,
            MetricRegistry registry,
            Ticker ticker) {
        this.settings = settings;
        this.originalDestination = originalDestination;
        this.tls = tls;
        this.policies = policies;
        this.registry = registry;
        this.ticker = ticker;
        this.apps = new LocalApps(connector, registry, settings.keepIdle(), settings.maxIdle());
    }

    /** A connection has come in on the inbound port. */
    public void accept(Channel channel) {
        Optional<InetSocketAddress> target = originalDestination.of(channel);
        if (target.isEmpty() || !isOurs(target.get())) {
            log.info(
                    "refused a connection from {} for {}: not an address of this workload",
                    channel.remoteAddress(),
                    target.map(Object::toString).orElse("an unknown destination"));
            channel.close();
            return;
        }
        // Not before the channel is active: reading asked for earlier is forgotten.
        channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
        if (target.get().getPort() == settings.port()) {
            direct(channel, target.get());
        } else {
            redirected(channel, target.get());
        }
    }

    private boolean isOurs(InetSocketAddress target) {
        return settings.ips().isEmpty() || settings.ips().contains(target.getAddress());
    }

    /** The client dialled a port of the application. */
    private void redirected(Channel channel, InetSocketAddress target) {
        Latest<ServerPolicy> policy = policies.policy(target.getPort());
        if (policy.get().protocol() instanceof ServerProtocol.Opaque) {
            serve(channel, new InboundConnection(remote(channel), target, none(TlsStatus.Reason.PORT_SKIPPED)), policy);
        } else {
            detectTls(
                    channel,
                    target,
                    false,
                    status -> serve(channel, new InboundConnection(remote(channel), target, status), policy));
        }
    }

    /** The client, a proxy, dialled us: it must prove itself and say which port it means. */
    private void direct(Channel channel, InetSocketAddress target) {
        detectTls(channel, target, true, status -> {
            if (status instanceof TlsStatus.Established established
                    && established.client().isPresent()
                    && established.transportHeader()) {
                Pipelines.append(
                        channel.pipeline(),
                        "transport-header",
                        new TransportHeaderHandler(
                                settings.detectTimeout(), (ctx, header) -> addressed(channel, target, status, header)));
            } else {
                log.info(
                        "refused a direct connection from {}: direct connections must be mutually authenticated and"
                                + " carry a transport header",
                        channel.remoteAddress());
                channel.close();
            }
        });
    }

    private void addressed(Channel channel, InetSocketAddress target, TlsStatus status, TransportHeader header) {
        if (!header.name().isEmpty() || header.port() == settings.port()) {
            log.info(
                    "refused a direct connection from {} for {}: this proxy is no gateway",
                    channel.remoteAddress(),
                    header.name().isEmpty() ? "its own inbound port" : header.name());
            channel.close();
            return;
        }
        InetSocketAddress meant = new InetSocketAddress(target.getAddress(), header.port());
        InboundConnection connection = new InboundConnection(remote(channel), meant, status);
        registry.counter(Meter.INBOUND_TCP_TRANSPORT_HEADER_CONNECTIONS, headerLabels(connection, header))
                .increment();
        Latest<ServerPolicy> policy = policies.policy(header.port());
        meter(channel, connection, policy.get());
        if (header.protocol().isEmpty()) {
            tcp(channel, connection, policy);
        } else if (header.protocol().get() == TransportHeader.Session.HTTP1) {
            http1(channel, connection, policy);
        } else {
            http2(channel, connection, policy);
        }
    }

    private void detectTls(
            Channel channel, InetSocketAddress target, boolean direct, java.util.function.Consumer<TlsStatus> next) {
        TlsDetectHandler.Next then = new TlsDetectHandler.Next() {
            @Override
            public void detected(ChannelHandlerContext ctx, TlsStatus status) {
                next.accept(status);
            }

            @Override
            public void failed(ChannelHandlerContext ctx, Throwable cause) {
                tlsFailed(channel, target, cause);
            }
        };
        Pipelines.append(
                channel.pipeline(),
                "detect-tls",
                new TlsDetectHandler(tls, settings.localName().name(), direct, settings.detectTimeout(), then));
    }

    private void tlsFailed(Channel channel, InetSocketAddress target, Throwable cause) {
        boolean late = cause instanceof TlsDetectHandler.DetectTimeoutException;
        log.info("refused TLS from {} for port {}: {}", channel.remoteAddress(), target.getPort(), cause.getMessage());
        registry.counter(
                        Meter.INBOUND_TCP_ERRORS_TOTAL,
                        Labels.of("error", late ? "tls detection timeout" : "i/o")
                                .and(new InboundConnection(
                                                remote(channel), target, none(TlsStatus.Reason.NO_TLS_FROM_REMOTE))
                                        .targetLabels()))
                .increment();
        io.weft.proxy.telemetry.ConnectionErrors.count(registry, SIDE, cause);
    }

    /** TLS is settled: read the connection as the port's policy says. */
    private void serve(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        meter(channel, connection, policy.get());
        boolean meshed = connection.tls() instanceof TlsStatus.Established;
        switch (policy.get().protocol()) {
            case ServerProtocol.Opaque opaque -> tcp(channel, connection, policy);
            case ServerProtocol.Tls appTls -> tcp(channel, connection, policy);
            case ServerProtocol.Detect(Duration timeout) -> detectHttp(channel, connection, policy, timeout, false);
            case ServerProtocol.Http1 http
            when meshed -> detectHttp(channel, connection, policy, settings.detectTimeout(), true);
            case ServerProtocol.Http1 http -> http1(channel, connection, policy);
            case ServerProtocol.Http2 http -> http2(channel, connection, policy);
            case ServerProtocol.Grpc grpc -> http2(channel, connection, policy);
        }
    }

    private void detectHttp(
            Channel channel,
            InboundConnection connection,
            Latest<ServerPolicy> policy,
            Duration timeout,
            boolean silentIsHttp1) {
        Pipelines.append(
                channel.pipeline(), "detect-http", new ProtocolDetectHandler(timeout, (ctx, verdict, waited) -> {
                    detected(connection, policy.get(), verdict, waited);
                    switch (verdict) {
                        case HTTP1 -> http1(channel, connection, policy);
                        case HTTP2 -> http2(channel, connection, policy);
                        case TIMED_OUT -> {
                            if (silentIsHttp1) {
                                http1(channel, connection, policy);
                            } else {
                                tcp(channel, connection, policy);
                            }
                        }
                        case NOT_HTTP -> tcp(channel, connection, policy);
                    }
                }));
    }

    private void http1(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        HttpCodecs.serveHttp1(channel, http(channel, connection, policy));
    }

    private void http2(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        HttpCodecs.serveHttp2(channel, settings.windows(), http(channel, connection, policy));
    }

    private InboundHttp http(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        LocalApp app = apps.of(channel.eventLoop(), connection.target());
        return new InboundHttp(connection, policy, app, new InboundMeters(registry, connection), ticker);
    }

    private void tcp(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        LocalApp app = apps.of(channel.eventLoop(), connection.target());
        new InboundTcp(channel, connection, policy, new InboundMeters(registry, connection)).forward(app);
    }

    private void meter(Channel channel, InboundConnection connection, ServerPolicy policy) {
        Labels rest = connection
                .targetLabels()
                .and(connection.tlsLabels())
                .and(InboundConnection.srv(policy, connection.target().getPort()));
        Pipelines.append(channel.pipeline(), "meter", new TransportMeter(registry, SIDE, rest));
    }

    private void detected(InboundConnection connection, ServerPolicy policy, Detection verdict, Duration waited) {
        Labels srv = InboundConnection.srv(policy, connection.target().getPort());
        registry.counter(
                        Meter.INBOUND_TCP_DETECT_HTTP_RESULTS,
                        Labels.of("result", verdict.label()).and(srv))
                .increment();
        registry.histogram(Meter.INBOUND_TCP_DETECT_HTTP_DURATION, srv).record(waited.toNanos() / 1e9);
    }

    private static Labels headerLabels(InboundConnection connection, TransportHeader header) {
        String session = header.protocol()
                .map(kind -> kind == TransportHeader.Session.HTTP1 ? "http/1" : "http/2")
                .orElse("");
        String client = connection.peer().identity().map(Object::toString).orElse("");
        return Labels.of(
                "session_protocol",
                session,
                "target_port",
                Integer.toString(header.port()),
                "target_name",
                header.name(),
                "client_id",
                client);
    }

    private static TlsStatus none(TlsStatus.Reason reason) {
        return new TlsStatus.None(reason);
    }

    private static InetSocketAddress remote(Channel channel) {
        return (InetSocketAddress) channel.remoteAddress();
    }
}
