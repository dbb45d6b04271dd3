package io.weft.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.weft.proxy.identity.Credentials;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS handlers of mesh connections from the credentials and the trust anchors in force. A change of either holds for
 * connections made from then on; open ones keep what they have.
 *
 * <p>Threading: {@link #use} and {@link #trust} from one thread at a time, everything else from any. Ownership: the handler releases its engine
 * when it leaves its pipeline, and an old context lives until the last of its engines is gone.
 */
public final class MeshTls implements AutoCloseable {
    private volatile List<X509Certificate> anchors;
    private volatile Optional<Credentials> credentials = Optional.empty();
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
    public void use(Credentials fresh) {
        replace(Optional.of(fresh), anchors);
    }

    /** From now on, believe what leads to {@code others}; never empty. */
    public void trust(List<X509Certificate> others) {
        replace(credentials, List.copyOf(others));
    }

    private void replace(Optional<Credentials> own, List<X509Certificate> trusted) {
        TlsContexts replaced = contexts;
        contexts = own.map(proof -> TlsContexts.of(proof, trusted)).orElseGet(() -> TlsContexts.anonymous(trusted));
        credentials = own;
        anchors = trusted;
        if (previous != null) {
            previous.release();
        }
        previous = replaced;
    }

    /** What new connections believe. */
    public List<X509Certificate> anchors() {
        return anchors;
    }

    /** What new connections prove; empty before the first certificate. */
    public Optional<Credentials> credentials() {
        return credentials;
    }

    /**
     * Tells what does the cryptography, under the name that is looked for.
     *
     * @see "metrics, 10: rustls_info"
     */
    public void describe(MetricRegistry registry) {
        String suites = contexts.client().cipherSuites().stream()
                .filter(suite -> !suite.contains("_WITH_")) // of TLS before 1.3
                .collect(Collectors.joining(","));
        Labels labels = Labels.of(
                "tls_suites", suites,
                "tls_kx_groups", String.join(",", TlsContexts.GROUPS),
                "tls_rand", OpenSsl.versionString(),
                "tls_key_provider", OpenSsl.versionString(),
                "tls_fips", "false");
        registry.gauge(Meter.RUSTLS_INFO, labels).set(1);
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

    /**
     * For a connection to the control plane. Our certificate is shown only while it can be believed: whoever has to ask for
     * another because the one in force expired, or lost its anchor, must not be refused for it.
     */
    public SslHandler controlClient(ByteBufAllocator alloc, String serverName, Instant now) {
        List<X509Certificate> trusted = anchors;
        boolean believable = credentials
                .filter(own -> own.expires().isAfter(now) && own.leadTo(trusted))
                .isPresent();
        if (believable) {
            return client(alloc, serverName, false);
        }
        TlsContexts nobody = TlsContexts.anonymous(trusted);
        try {
            return prepared(nobody.client().newHandler(alloc, serverName, -1));
        } finally {
            nobody.release(); // the engine holds its own
        }
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
