package io.weft.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.weft.proxy.identity.Credentials;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS handlers of mesh connections from the credentials in force. A change of credentials holds for connections
 * made from then on; open ones keep what they have.
 *
 * <p>Threading: {@link #use} from one thread at a time, everything else from any. Ownership: the handler releases its engine
 * when it leaves its pipeline, and an old context lives until the last of its engines is gone.
 */
public final class MeshTls implements AutoCloseable {
    private final List<X509Certificate> anchors;
    private final Duration handshakeTimeout;
    private volatile TlsContexts contexts;
    private @Nullable TlsContexts previous; // released one change later: another loop may just be reading it

    /**
     * Until {@link #use} is called clients connect without a certificate and servers refuse.
     *
     * @param anchors never empty
     * @param handshakeTimeout positive
     */
    public MeshTls(List<X509Certificate> anchors, Duration handshakeTimeout) {
        this.anchors = List.copyOf(anchors);
        this.handshakeTimeout = handshakeTimeout;
        this.contexts = TlsContexts.anonymous(this.anchors);
    }

    /** From now on, prove ourselves with {@code credentials}. */
    public void use(Credentials credentials) {
        TlsContexts replaced = contexts;
        contexts = TlsContexts.of(credentials);
        if (previous != null) {
            previous.release();
        }
        previous = replaced;
    }

    /** Whether a certificate is in force. */
    public boolean certified() {
        return contexts.server() != null;
    }

    /**
     * For a connection we accepted.
     *
     * @param transportHeader whether to agree to {@code transport.l5d.io/v1}
     * @return empty before the first certificate
     */
    public Optional<SslHandler> server(ByteBufAllocator alloc, boolean transportHeader) {
        TlsContexts current = contexts;
        @Nullable SslContext context = transportHeader ? current.directServer() : current.server();
        return context == null ? Optional.empty() : Optional.of(prepared(context.newHandler(alloc)));
    }

    /**
     * For a connection we dialled. The caller checks the peer's names after the handshake: see {@link PeerIdentity}.
     *
     * @param serverName for SNI
     * @param transportHeader whether to offer {@code transport.l5d.io/v1}; otherwise no ALPN is sent
     */
    public SslHandler client(ByteBufAllocator alloc, String serverName, boolean transportHeader) {
        TlsContexts current = contexts;
        SslContext context = transportHeader ? current.directClient() : current.client();
        return prepared(context.newHandler(alloc, serverName, -1));
    }

    private SslHandler prepared(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        if (handler.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            // Per handler, not per context: the library crashes on the latter. Tickets would outlive their certificate.
            SSL.setOptions(engine.sslPointer(), SSL.SSL_OP_NO_TICKET);
        }
        return handler;
    }

    /** Lets go of the contexts; open connections keep theirs. */
    @Override
    public void close() {
        contexts.release();
        if (previous != null) {
            previous.release();
            previous = null;
        }
    }
}
