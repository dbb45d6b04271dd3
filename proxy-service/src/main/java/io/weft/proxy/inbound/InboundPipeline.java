package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RefusalLog.Reason;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.inbound.policy.PolicyStore;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.observe.Observers;
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
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
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
    private static final String UNEXPECTED = "unexpected";

    private final InboundSettings settings;
    private final OriginalDestination originalDestination;
    private final MeshTls tls;
    private final PolicyStore policies;
    private final TransportMeters meters;
    private final Protocols protocols;
    private final RefusalLog refusals;
    private final LabelLimiter labels;

    /** {@code accessLog} is told of every request. */
    public InboundPipeline(
            InboundSettings settings,
            OriginalDestination originalDestination,
            MeshTls tls,
            PolicyStore policies,
            Connector connector,
            MetricRegistry registry,
            Observers observers,
            ServedProfiles profiles,
            Ticker ticker,
            Optional<? extends AccessLog> accessLog) {
        this.settings = settings;
        this.originalDestination = originalDestination;
        this.tls = tls;
        this.policies = policies;
        this.meters = new TransportMeters(registry);
        this.labels = new LabelLimiter(policies::isPermanent, ticker);
        LocalApps apps = new LocalApps(connector, registry, settings.app());
        this.refusals = new RefusalLog(LoggerFactory.getLogger(InboundPipeline.class), ticker);
        this.protocols = new Protocols(
                settings, apps, meters, registry, observers, profiles, refusals, ticker, accessLog.orElse(null));
    }

    /** A connection has come in on the inbound port. */
    public void accept(Channel channel) {
        Optional<InetSocketAddress> target = originalDestination.of(channel);
        if (target.isEmpty()) {
            ConnectException lost = new ConnectException("it is for nobody known");
            refusals.info(
                    Reason.MISDIRECTED,
                    () -> "refused a connection from " + channel.remoteAddress() + ": " + lost.getMessage());
            meters.nameless(lost);
            channel.close();
        } else if (isOurs(target.get())) {
            // Not before the channel is active: reading asked for earlier is forgotten.
            channel.eventLoop().execute(() -> read(channel));
            receive(channel, target.get());
        } else {
            refuse(channel, target.get(), UNEXPECTED, new ConnectException("it is for " + target.get()));
        }
    }

    private static void read(Channel channel) {
        if (!Hold.holds(channel)) { // else whoever holds it reads on when it is dialled through
            channel.config().setAutoRead(true);
        }
    }

    private boolean isOurs(InetSocketAddress target) {
        return settings.ips().isEmpty() || settings.ips().contains(target.getAddress());
    }

    private void receive(Channel channel, InetSocketAddress target) {
        if (target.getPort() == settings.port()) {
            direct(channel, target);
        } else {
            redirected(channel, target);
        }
    }

    /** Hands {@code next} the policy in force, kept up to date while {@code channel} is open, or refuses. */
    private void judge(Channel channel, InetSocketAddress target, int port, Consumer<Latest<ServerPolicy>> next) {
        Optional<PolicyStore.Lease> lease = policies.lease(port);
        if (lease.isEmpty()) {
            refuse(channel, target, "loadshed", new ConnectException("too many ports are in use at once"));
            return;
        }
        channel.closeFuture().addListener(closed -> lease.get().close());
        next.accept(lease.get().policy());
    }

    /** The client dialled a port of the application. */
    private void redirected(Channel channel, InetSocketAddress target) {
        judge(channel, target, target.getPort(), policy -> redirected(channel, target, policy));
    }

    private void redirected(Channel channel, InetSocketAddress target, Latest<ServerPolicy> policy) {
        if (policy.get().protocol() instanceof ServerProtocol.Opaque) {
            TlsStatus skipped = new TlsStatus.None(TlsStatus.Reason.PORT_SKIPPED);
            serve(channel, connection(channel, target, skipped), policy);
        } else {
            Consumer<TlsStatus> next = status -> serve(channel, connection(channel, target, status), policy);
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
            Optional<String> missing = DirectTerms.missing(status);
            if (missing.isPresent()) {
                refuse(channel, target, UNEXPECTED, new SSLPeerUnverifiedException(missing.get()));
            } else {
                awaitHeader(channel, target, status);
            }
        });
    }

    private void awaitHeader(Channel channel, InetSocketAddress target, TlsStatus status) {
        TransportHeaderHandler.Next next = new TransportHeaderHandler.Next() {
            @Override
            public void install(ChannelHandlerContext ctx, TransportHeader said) {
                addressed(channel, target, status, said);
            }

            @Override
            public void refused(IOException why) {
                refuse(channel, target, "i/o", why);
            }
        };
        Pipelines.append(
                channel.pipeline(), "transport-header", new TransportHeaderHandler(settings.detectTimeout(), next));
    }

    private void addressed(Channel channel, InetSocketAddress target, TlsStatus status, TransportHeader header) {
        Optional<DirectTerms.Broken> broken = DirectTerms.broken(header, settings.port());
        if (broken.isPresent()) {
            refuse(
                    channel,
                    target,
                    broken.get().error(),
                    new ConnectException(broken.get().why()));
            return;
        }
        InetSocketAddress meant = new InetSocketAddress(target.getAddress(), header.port());
        InboundConnection connection = connection(channel, meant, status);
        judge(channel, target, header.port(), policy -> addressed(channel, connection, header, policy));
    }

    private void addressed(
            Channel channel, InboundConnection connection, TransportHeader header, Latest<ServerPolicy> policy) {
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
                refusals.info(
                        Reason.UNPROVEN,
                        () -> "refused TLS from " + channel.remoteAddress() + " for " + target + ": "
                                + RootCause.of(cause));
                meters.tlsFailed(labels.told(target), cause);
            }
        };
        String name = settings.localName().name();
        Pipelines.append(
                channel.pipeline(),
                "detect-tls",
                new TlsDetectHandler(tls, name, direct, settings.detectTimeout(), told));
    }

    private void refuse(Channel channel, InetSocketAddress target, String error, IOException why) {
        refusals.info(
                why instanceof SSLException ? Reason.UNPROVEN : Reason.MISDIRECTED,
                () -> "refused a connection from " + channel.remoteAddress() + " for " + target + ": "
                        + why.getMessage());
        meters.gaveUp(labels.told(target), error, why);
        channel.close();
    }

    private InboundConnection connection(Channel channel, InetSocketAddress target, TlsStatus status) {
        return new InboundConnection(remote(channel), target, status, labels.told(target), labels.told(status));
    }

    private static InetSocketAddress remote(Channel channel) {
        return (InetSocketAddress) channel.remoteAddress();
    }
}
