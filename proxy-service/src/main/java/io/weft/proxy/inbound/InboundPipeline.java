package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.inbound.policy.PolicyStore;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.TlsDetectHandler;
import io.weft.proxy.tls.TlsStatus;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.OriginalDestination;
import io.weft.proxy.transport.Pipelines;
import io.weft.proxy.transport.TransportHeader;
import io.weft.proxy.transport.TransportHeaderHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
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

    private final InboundSettings settings;
    private final OriginalDestination originalDestination;
    private final MeshTls tls;
    private final PolicyStore policies;
    private final TransportMeters meters;
    private final Protocols protocols;

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
        this.meters = new TransportMeters(registry);
        LocalApps apps = new LocalApps(connector, registry, settings.keepIdle(), settings.maxIdle());
        this.protocols = new Protocols(settings, apps, meters, registry, ticker);
    }

    /** A connection has come in on the inbound port. */
    public void accept(Channel channel) {
        Optional<InetSocketAddress> target = originalDestination.of(channel);
        if (target.isEmpty() || !isOurs(target.get())) {
            refuse(channel, "it is for " + target.map(Object::toString).orElse("nobody known"));
            return;
        }
        // Not before the channel is active: reading asked for earlier is forgotten.
        channel.eventLoop().execute(() -> read(channel, target.get()));
    }

    private void read(Channel channel, InetSocketAddress target) {
        if (!channel.isActive()) {
            return;
        }
        if (target.getPort() == settings.port()) {
            direct(channel, target);
        } else {
            redirected(channel, target);
        }
        if (!Hold.on(channel)) {
            channel.config().setAutoRead(true);
        }
    }

    private boolean isOurs(InetSocketAddress target) {
        return settings.ips().isEmpty() || settings.ips().contains(target.getAddress());
    }

    /** The client dialled a port of the application. */
    private void redirected(Channel channel, InetSocketAddress target) {
        Latest<ServerPolicy> policy = policies.policy(target.getPort());
        if (policy.get().protocol() instanceof ServerProtocol.Opaque) {
            TlsStatus skipped = new TlsStatus.None(TlsStatus.Reason.PORT_SKIPPED);
            serve(channel, new InboundConnection(remote(channel), target, skipped), policy);
        } else {
            Consumer<TlsStatus> next =
                    status -> serve(channel, new InboundConnection(remote(channel), target, status), policy);
            detectTls(channel, target, false, next);
        }
    }

    private void serve(Channel channel, InboundConnection connection, Latest<ServerPolicy> policy) {
        meters.opened(channel, connection, policy.get());
        protocols.serve(channel, connection, policy);
    }

    /** The client, a proxy, dialled us: it must prove itself and say which port it means. */
    private void direct(Channel channel, InetSocketAddress target) {
        detectTls(channel, target, true, status -> {
            if (status instanceof TlsStatus.Established(var client, boolean header) && client.isPresent() && header) {
                TransportHeaderHandler.Next next = (ctx, said) -> addressed(channel, target, status, said);
                Pipelines.append(
                        channel.pipeline(),
                        "transport-header",
                        new TransportHeaderHandler(settings.detectTimeout(), next));
            } else {
                refuse(channel, "direct connections must be mutually authenticated and carry a transport header");
            }
        });
    }

    private void addressed(Channel channel, InetSocketAddress target, TlsStatus status, TransportHeader header) {
        if (!header.name().isEmpty() || header.port() == settings.port()) {
            refuse(channel, "this proxy is no gateway to '" + header.name() + "' and no way to itself");
            return;
        }
        InetSocketAddress meant = new InetSocketAddress(target.getAddress(), header.port());
        InboundConnection connection = new InboundConnection(remote(channel), meant, status);
        Latest<ServerPolicy> policy = policies.policy(header.port());
        meters.addressed(connection, header);
        meters.opened(channel, connection, policy.get());
        if (header.protocol().isEmpty()) {
            protocols.tcp(channel, connection, policy);
        } else if (header.protocol().get() == TransportHeader.Session.HTTP1) {
            protocols.http1(channel, connection, policy);
        } else {
            protocols.http2(channel, connection, policy);
        }
    }

    private void detectTls(Channel channel, InetSocketAddress target, boolean direct, Consumer<TlsStatus> next) {
        TlsDetectHandler.Next told = new TlsDetectHandler.Next() {
            @Override
            public void detected(ChannelHandlerContext ctx, TlsStatus status) {
                next.accept(status);
            }

            @Override
            public void failed(ChannelHandlerContext ctx, Throwable cause) {
                log.info("refused TLS from {} for {}: {}", channel.remoteAddress(), target, cause.getMessage());
                meters.tlsFailed(target, cause);
            }
        };
        String name = settings.localName().name();
        Pipelines.append(
                channel.pipeline(),
                "detect-tls",
                new TlsDetectHandler(tls, name, direct, settings.detectTimeout(), told));
    }

    private static void refuse(Channel channel, String why) {
        log.info("refused a connection from {}: {}", channel.remoteAddress(), why);
        channel.close();
    }

    private static InetSocketAddress remote(Channel channel) {
        return (InetSocketAddress) channel.remoteAddress();
    }
}
