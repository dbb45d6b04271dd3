package io.weft.proxy.outbound.endpoint;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.Ticker;
import io.weft.core.TlsIdentity;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.telemetry.ConnectionErrors;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.HalfCloseHandler;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.Pipelines;
import io.weft.proxy.transport.TransportHeader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Dials one replica: TCP, then TLS if it has an identity, then the transport header if its proxy takes one. Or a host outside:
 * TCP, and TLS of another kind if it speaks that. What comes back carries nothing yet but is proven.
 *
 * <p>Threading: any; the returned future belongs to the loop given.
 *
 * @see "wire-behaviour, 3 and 5"
 */
public final class EndpointConnector {
    private static final Labels SIDE = Labels.of("direction", "outbound", "peer", "dst");

    private final Connector connector;
    private final MeshTls tls;
    private final OutsideTls outside;
    private final Duration timeout;
    private final Predicate<InetSocketAddress> forbidden;
    private final MetricRegistry registry;
    private final RefusalLog refusals;

    /**
     * Dials with the credentials in force.
     *
     * @param outside for hosts outside
     * @param timeout from the first SYN to the end of the handshake, positive
     * @param forbidden addresses never to dial whatever discovery says, such as the proxy's own
     */
    public EndpointConnector(
            Connector connector,
            MeshTls tls,
            OutsideTls outside,
            Duration timeout,
            Predicate<InetSocketAddress> forbidden,
            MetricRegistry registry,
            Ticker ticker) {
        this.connector = connector;
        this.tls = tls;
        this.outside = outside;
        this.timeout = timeout;
        this.forbidden = forbidden;
        this.registry = registry;
        this.refusals = new RefusalLog(LoggerFactory.getLogger(EndpointConnector.class), ticker);
    }

    /**
     * A new connection.
     *
     * @param session what will be spoken; empty: opaque bytes
     * @param meter labels the connection's bytes are counted under
     */
    public Future<Channel> dial(
            EventLoop loop, Endpoint endpoint, Optional<TransportHeader.Session> session, Labels meter) {
        Promise<Channel> proven = loop.newPromise();
        boolean header = endpoint.tls().isPresent() && endpoint.transportPort() > 0;
        InetSocketAddress address = header
                ? new InetSocketAddress(endpoint.address().getAddress(), endpoint.transportPort())
                : endpoint.address();
        if (forbidden.test(address)) {
            return loop.newFailedFuture(new ConnectException("discovery names an address of this proxy: " + address));
        }
        Proof proof = proof(endpoint, header, session);
        Handshake handshake = new Handshake(endpoint, proof, session, SIDE, meter, registry, refusals, proven);
        deadline(loop, address, proven);
        switch (proof) {
            case Proof.None none -> dial(loop, address, handshake, channel -> Optional.empty());
            case Proof.Mesh(TlsIdentity expected, boolean first) ->
                dial(
                        loop,
                        address,
                        handshake,
                        channel -> Optional.of(tls.client(channel.alloc(), expected.serverName(), first)));
            case Proof.Outside(ExternalHost host, OutsideTls.Spoken spoken) ->
                outside.context(loop, spoken).addListener((Future<SslContext> context) -> {
                    if (context.isSuccess()) {
                        dial(
                                loop,
                                address,
                                handshake,
                                channel -> Optional.of(
                                        outside.client(context.getNow(), channel.alloc(), host, address.getPort())));
                    } else {
                        handshake.refuse(context.cause());
                    }
                });
        }
        return proven;
    }

    private static Proof proof(Endpoint endpoint, boolean header, Optional<TransportHeader.Session> session) {
        return endpoint.tls()
                .<Proof>map(expected -> new Proof.Mesh(expected, header))
                .or(() -> endpoint.external()
                        .filter(ExternalHost::tls)
                        .map(host -> new Proof.Outside(host, Proof.spoken(session))))
                .orElseGet(Proof.None::new);
    }

    private void dial(
            EventLoop loop,
            InetSocketAddress address,
            Handshake handshake,
            Function<Channel, Optional<SslHandler>> tlsOf) {
        connector
                .dial(loop, address, channel -> init(channel, tlsOf.apply(channel), handshake))
                .addListener((Future<Channel> dialled) -> dialled(dialled, handshake));
    }

    private static void init(Channel channel, Optional<SslHandler> tls, Handshake handshake) {
        tls.ifPresent(ssl -> {
            Pipelines.append(channel.pipeline(), "half-close", new HalfCloseHandler(ssl));
            Pipelines.append(channel.pipeline(), "tls", ssl);
        });
        Pipelines.append(channel.pipeline(), "handshake", handshake);
    }

    private static void dialled(Future<Channel> dialled, Handshake handshake) {
        if (!dialled.isSuccess()) {
            handshake.unreachable(dialled.cause());
        } else if (handshake.expected()) {
            dialled.getNow().read(); // the handshake's answers; its handler reads on
        }
    }

    private void giveUp(Promise<Channel> proven) {
        if (!proven.isDone()) {
            TimeoutException late = new TimeoutException("connect timed out after " + timeout.toMillis() + "ms");
            ConnectionErrors.count(registry, SIDE, late);
            proven.tryFailure(late); // last: whoever hears of it may look at the counts
        }
    }

    private void deadline(EventLoop loop, InetSocketAddress address, Promise<Channel> proven) {
        Future<?> late = loop.schedule(() -> giveUp(proven), timeout.toNanos(), NANOSECONDS);
        proven.addListener(done -> {
            late.cancel(false);
            if (!done.isSuccess()) {
                refusals.info(
                        RefusalLog.Reason.UNREACHABLE,
                        () -> "cannot connect to " + address + ": " + RootCause.of(done.cause()));
            }
        });
    }
}
