package io.weft.proxy.outbound.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Promise;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.errors.RootCause;
import io.weft.proxy.telemetry.ConnectionErrors;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TransferCost;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.tls.PeerIdentity;
import io.weft.proxy.transport.TransportHeader;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Waits until a dialled connection is usable: at once in plaintext, else when TLS is up and the peer has proven the identity
 * expected of it, to the letter. Then it says the transport header if one was agreed on, and leaves.
 */
final class Handshake extends ChannelInboundHandlerAdapter {
    private final Endpoint endpoint;
    private final Proof proof;
    private final Optional<TransportHeader.Session> session;
    private final Labels side;
    private final Labels meter;
    private final MetricRegistry registry;
    private final RefusalLog refusals;
    private final Promise<Channel> proven;

    Handshake(
            Endpoint endpoint,
            Proof proof,
            Optional<TransportHeader.Session> session,
            Labels side,
            Labels meter,
            MetricRegistry registry,
            RefusalLog refusals,
            Promise<Channel> proven) {
        this.endpoint = endpoint;
        this.proof = proof;
        this.session = session;
        this.side = side;
        this.meter = meter;
        this.registry = registry;
        this.refusals = refusals;
        this.proven = proven;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        proven.addListener(done -> {
            if (!done.isSuccess()) {
                ctx.close(); // too late, or refused
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
        if (!expected()) {
            ctx.executor().execute(() -> plaintext(ctx)); // reading asked for while it becomes active is forgotten
        }
    }

    private void plaintext(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            done(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.read(); // reading is off but for the handshake
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (!handshake.isSuccess()) {
            refuse(named(handshake.cause()));
        } else {
            verify(ctx, ctx.pipeline().get(SslHandler.class));
        }
    }

    /** Whether TLS comes first. */
    boolean expected() {
        return !(proof instanceof Proof.None);
    }

    private void verify(ChannelHandlerContext ctx, SslHandler ssl) {
        switch (proof) {
            case Proof.None none -> done(ctx);
            case Proof.Mesh(TlsIdentity expected, boolean header) -> verify(ctx, ssl, expected.identity(), header);
            case Proof.Outside(ExternalHost host, OutsideTls.Spoken spoken) -> {
                if (spoken.agrees(ssl.applicationProtocol())) {
                    done(ctx);
                } else {
                    refuse(new SSLException(host.name() + " does not speak HTTP/2 over TLS"));
                }
            }
        }
    }

    /** Clients of a host outside are told which host it is that cannot prove its name. */
    private Throwable named(Throwable cause) {
        return proof instanceof Proof.Outside(ExternalHost host, OutsideTls.Spoken spoken)
                        && cause instanceof SSLException
                ? new SSLException("TLS with " + host.name() + " failed: " + RootCause.of(cause))
                : cause;
    }

    private void verify(ChannelHandlerContext ctx, SslHandler ssl, WorkloadIdentity expected, boolean header) {
        if (!PeerIdentity.proves(ssl.engine().getSession(), expected)) {
            refuse(new SSLPeerUnverifiedException(endpoint.address() + " did not prove to be " + expected));
            return;
        }
        if (header && TransportHeader.ALPN.equals(ssl.applicationProtocol())) {
            TransportHeader first = new TransportHeader(endpoint.address().getPort(), "", session);
            ctx.writeAndFlush(first.encode(ctx.alloc()), ctx.voidPromise());
        }
        done(ctx);
    }

    /** It cannot be dialled. */
    void unreachable(Throwable cause) {
        if (!proven.isDone()) { // else it was given up, and counted, before
            ConnectionErrors.count(registry, side, cause);
            proven.tryFailure(cause);
        }
    }

    /** It cannot be trusted. */
    void refuse(Throwable cause) {
        if (!proven.isDone()) { // else it was given up, and counted, before
            refusals.info(
                    RefusalLog.Reason.UNPROVEN, () -> "refused " + endpoint.address() + ": " + RootCause.of(cause));
            ConnectionErrors.count(registry, side, cause);
            proven.tryFailure(cause); // last: whoever hears of it may look at the counts
        }
    }

    private void done(ChannelHandlerContext ctx) {
        ctx.pipeline().replace(this, "meter", new TransportMeter(registry, side, meter, cost()));
        if (!proven.trySuccess(ctx.channel())) {
            ctx.close();
        }
    }

    private TransferCost cost() {
        return new TransferCost(registry, endpoint.labels().getOrDefault("zone_locality", ""));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        proven.tryFailure(new java.net.ConnectException(endpoint.address() + " closed the connection"));
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(cause);
        ctx.close();
    }
}
