package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import org.jspecify.annotations.Nullable;

/**
 * What one request is called at a host outside, which knows itself by its own name only; and what it was called before, for a
 * try elsewhere.
 *
 * <p>Threading: one event loop.
 */
final class ExternalName {
    private static final AsciiString HOST = AsciiString.cached("host");
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final AsciiString HTTP = AsciiString.cached("http");

    private final Http2Headers head;
    private @Nullable CharSequence authority;
    private @Nullable CharSequence host;
    private @Nullable CharSequence scheme;
    private @Nullable CharSequence canonical;
    private boolean given;

    /** {@code head}: changed in place. */
    ExternalName(Http2Headers head) {
        this.head = head;
    }

    /** Calls it as {@code endpoint}, a host outside, wants to be called. What sidecars tell each other stays at home. */
    void give(Endpoint endpoint, ExternalHost outside) {
        take();
        authority = head.authority();
        host = head.get(HOST);
        scheme = head.scheme();
        canonical = head.getAndRemove(Course.CANONICAL);
        given = true;
        AsciiString name = AsciiString.of(outside.authority(endpoint.address().getPort()));
        head.authority(name);
        if (host != null) {
            head.set(HOST, name);
        }
        if (scheme != null) {
            head.scheme(outside.tls() ? HTTPS : HTTP);
        }
    }

    /** Calls it as before. */
    void take() {
        if (!given) {
            return;
        }
        given = false;
        restore(Http2Headers.PseudoHeaderName.AUTHORITY.value(), authority);
        restore(HOST, host);
        restore(Http2Headers.PseudoHeaderName.SCHEME.value(), scheme);
        restore(Course.CANONICAL, canonical);
    }

    private void restore(CharSequence name, @Nullable CharSequence value) {
        if (value == null) {
            head.remove(name);
        } else {
            head.set(name, value);
        }
    }
}
