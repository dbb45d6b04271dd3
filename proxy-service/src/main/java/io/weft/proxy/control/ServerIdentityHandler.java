package io.weft.proxy.control;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.weft.core.WorkloadIdentity;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose server is not the one expected: one DNS SAN must equal it, lower case, no wildcard, no CN.
 *
 * <p>Stands right behind the TLS handler and acts before anything the server said is passed on; gRPC sends no request before
 * it has heard the server's HTTP/2 settings. So a server with the wrong name learns nothing.
 *
 * @see "wire-behaviour, 3: server cert verification"
 */
final class ServerIdentityHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ServerIdentityHandler.class);
    private static final int DNS_NAME = 2;

    private final SslHandler tls;
    private final WorkloadIdentity expected;
    private final ServerTrouble trouble;

    ServerIdentityHandler(SslHandler tls, WorkloadIdentity expected, ServerTrouble trouble) {
        this.tls = tls;
        this.expected = expected;
        this.trouble = trouble;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            judge(ctx, handshake);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void judge(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
        if (!handshake.isSuccess()) {
            failed(handshake.cause());
        } else if (proven()) {
            trouble.proven(expected);
            ctx.pipeline().remove(this);
        } else {
            String who = String.valueOf(ctx.channel().remoteAddress());
            trouble.failed(expected, new SSLPeerUnverifiedException(who + " did not prove to be " + expected));
            var _ = ctx.close();
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof SSLException) {
            trouble.failed(expected, cause);
        } else {
            log.debug("no connection with {}: {}", expected, String.valueOf(cause));
        }
    }

    private boolean proven() {
        try {
            return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate leaf && names(leaf);
        } catch (SSLPeerUnverifiedException | CertificateParsingException unproven) {
            return false;
        }
    }

    private boolean names(X509Certificate leaf) throws CertificateParsingException {
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .filter(name -> name.getFirst().equals(DNS_NAME))
                        .anyMatch(name -> String.valueOf(name.get(1))
                                .toLowerCase(Locale.ROOT)
                                .equals(expected.name()));
    }
}
