package io.weft.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.core.ExternalHost;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * TLS that this proxy begins with hosts outside the mesh. They must prove their name by the system's roots; they are shown no
 * certificate of ours. The roots are read when the first such host is dialled; once more, if that failed, for the next.
 *
 * <p>Threading: safe from any thread; roots are read on an executor that may block.
 *
 * @see "brief-vs-linkerd, 5.14: TLS origination"
 */
public final class OutsideTls implements AutoCloseable {
    private final SystemRoots roots;
    private final Executor blocking;
    private final Duration handshakeTimeout;
    private @Nullable CompletableFuture<Map<Spoken, SslContext>>
            contexts; // guarded by this; null before the first host

    /** What is spoken inside, as ALPN has it. */
    public enum Spoken {
        HTTP1("http/1.1"),
        HTTP2("h2"),
        /** Something of which ALPN says nothing. */
        BYTES("");

        private final String alpn;

        Spoken(String alpn) {
            this.alpn = alpn;
        }

        /** Whether a host that chose {@code protocol} speaks this; null or empty: it chose none. */
        public boolean agrees(@Nullable String protocol) {
            return this != HTTP2 || alpn.equals(protocol);
        }
    }

    /**
     * Reads nothing yet.
     *
     * @param roots file of them; empty: the system's
     * @param handshakeTimeout positive
     */
    public OutsideTls(Optional<Path> roots, Executor blocking, Duration handshakeTimeout) {
        this.roots = new SystemRoots(roots);
        this.blocking = blocking;
        this.handshakeTimeout = handshakeTimeout;
    }

    /** For {@link #client}; fails where the roots cannot be read. */
    public Future<SslContext> context(EventLoop loop, Spoken spoken) {
        Promise<SslContext> context = loop.newPromise();
        read().whenComplete((all, failure) -> {
            if (failure == null) {
                context.trySuccess(all.get(spoken));
            } else {
                forget();
                context.tryFailure(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
        return context;
    }

    private synchronized CompletableFuture<Map<Spoken, SslContext>> read() {
        if (contexts == null) {
            contexts = CompletableFuture.supplyAsync(this::make, blocking);
        }
        return contexts;
    }

    private synchronized void forget() {
        if (contexts != null && contexts.isCompletedExceptionally()) {
            contexts = null;
        }
    }

    private Map<Spoken, SslContext> make() {
        Map<Spoken, SslContext> made = new EnumMap<>(Spoken.class);
        try {
            for (Spoken spoken : Spoken.values()) {
                made.put(spoken, make(spoken));
            }
            return made;
        } catch (IOException | GeneralSecurityException unreadable) {
            made.values().forEach(ReferenceCountUtil::release);
            // Without its cause: whoever is told is told the end of the chain.
            throw new CompletionException(new IOException(
                    "the roots that hosts outside are verified by cannot be read: " + unreadable.getMessage()));
        }
    }

    private SslContext make(Spoken spoken) throws IOException, GeneralSecurityException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(roots.read())
                .endpointIdentificationAlgorithm("HTTPS");
        return spoken.alpn.isEmpty()
                ? builder.build()
                : builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                spoken.alpn))
                        .build();
    }

    /** For a connection to {@code host}, whose handshake fails unless that is who answers. */
    public SslHandler client(SslContext context, ByteBufAllocator alloc, ExternalHost host, int port) {
        SslHandler handler = context.newHandler(alloc, host.name(), port);
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    /** Lets go of the contexts; open connections keep theirs. */
    @Override
    public synchronized void close() {
        if (contexts != null) {
            contexts.thenAccept(all -> all.values().forEach(ReferenceCountUtil::release));
            contexts = null;
        }
    }
}
