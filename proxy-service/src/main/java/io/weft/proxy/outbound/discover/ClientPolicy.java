package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import java.time.Duration;

/**
 * How traffic to one original destination is read and where it goes.
 *
 * @param parent the Service (or default) the destination belongs to
 * @param protocol how to read it
 * @param http what happens to HTTP
 * @param opaque where everything else goes
 * @see "wire-api, 11: OutboundPolicy"
 */
public record ClientPolicy(ResourceRef parent, Protocol protocol, HttpRoutes http, Route opaque) {
    /** HTTP and bytes each go to one backend. */
    public ClientPolicy(ResourceRef parent, Protocol protocol, Route http, Route opaque) {
        this(parent, protocol, HttpRoutes.to(http.ref(), http.first()), opaque);
    }

    /** Read as {@code other}. */
    public ClientPolicy as(Protocol other) {
        return new ClientPolicy(parent, other, http, opaque);
    }

    /** How to read a connection. */
    public sealed interface Protocol {
        /**
         * Look at the first bytes.
         *
         * @param timeout positive; a client silent for that long is opaque
         */
        record Detect(Duration timeout) implements Protocol {}

        /** HTTP/1, without looking. */
        record Http1() implements Protocol {}

        /** HTTP/2, without looking. */
        record Http2() implements Protocol {}

        /** HTTP/2 carrying gRPC, without looking. */
        record Grpc() implements Protocol {}

        /** Bytes, without looking. */
        record Opaque() implements Protocol {}
    }

    /**
     * Where bytes go.
     *
     * @param ref for metrics
     */
    public record Route(ResourceRef ref, Distribution backends) {
        /** To one backend. */
        public Route(ResourceRef ref, Backend backend) {
            this(ref, Distribution.to(backend));
        }

        private Backend first() {
            return backends.shares().getFirst().backend();
        }
    }
}
