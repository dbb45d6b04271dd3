package io.weft.proxy.outbound.discover;

import io.weft.core.ResourceRef;
import io.weft.proxy.http.Version;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HostMatch;
import io.weft.proxy.route.HttpMatch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How traffic to one original destination is read and where it goes.
 *
 * @param parent the Service (or default) the destination belongs to
 * @param protocol how to read it
 * @param http what happens to HTTP
 * @param http2 what happens to HTTP/2 instead; empty: the same
 * @param opaque where everything else goes
 * @see "wire-api, 11: OutboundPolicy"
 */
public record ClientPolicy(
        ResourceRef parent, Protocol protocol, HttpRoutes http, Optional<HttpRoutes> http2, Route opaque) {
    /** HTTP of both versions alike. */
    public ClientPolicy(ResourceRef parent, Protocol protocol, HttpRoutes http, Route opaque) {
        this(parent, protocol, http, Optional.empty(), opaque);
    }

    /** HTTP and bytes each go to one backend. */
    public ClientPolicy(ResourceRef parent, Protocol protocol, Route http, Route opaque) {
        this(parent, protocol, HttpRoutes.to(http.ref(), http.first()), opaque);
    }

    /** Read as {@code other}. */
    public ClientPolicy as(Protocol other) {
        return new ClientPolicy(parent, other, http, http2, opaque);
    }

    /**
     * With the requests' routes of {@code before} if this is one of bytes and has none: connections on which requests are served
     * already go on. One of requests without routes means it: there is no route any more.
     *
     * @see "wire-behaviour, 1.1, step 8"
     */
    public ClientPolicy after(ClientPolicy before) {
        return isOfBytes() ? new ClientPolicy(parent, protocol, before.http, before.http2, opaque) : this;
    }

    /** What happens to HTTP of that version. */
    public HttpRoutes http(Version version) {
        return version == Version.HTTP_2 ? http2.orElse(http) : http;
    }

    /**
     * HTTP where bytes were expected, such as through a sidecar that looks at every connection: it goes where the bytes go. Empty
     * where requests have routes, if only none.
     *
     * @see "wire-behaviour, 1.10"
     */
    public Optional<HttpRoutes.Case> requestsAsBytes() {
        Rule rule = new Rule(
                opaque.ref(), List.of(), opaque.backends(), Timeouts.NONE, Optional.empty(), false, Optional.empty());
        return isOfBytes() ? Optional.of(new HttpRoutes.Case(HttpMatch.all(), rule)) : Optional.empty();
    }

    private boolean isOfBytes() {
        boolean bytes = protocol instanceof Protocol.Opaque || protocol instanceof Protocol.Tls;
        return bytes && requests().allMatch(routes -> routes.cases().isEmpty());
    }

    /** Whatever version it is. */
    public Stream<HttpRoutes> requests() {
        return Stream.concat(Stream.of(http), http2.stream());
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

        /** TLS of the application's own: the server name decides where its bytes go. */
        record Tls(List<TlsRoute> routes) implements Protocol {
            public Tls {
                routes = List.copyOf(routes);
            }

            /** Of the routes for {@code serverName}, the most particular; empty: none is for it. */
            public Optional<Route> find(String serverName) {
                String name = serverName.toLowerCase(Locale.ROOT);
                return routes.stream()
                        .filter(route -> route.rank(name) >= 0)
                        .reduce((best, next) -> next.rank(name) > best.rank(name) ? next : best)
                        .map(TlsRoute::route);
            }
        }
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

    /**
     * Where TLS goes whose server name is one of these.
     *
     * @param names none: any
     */
    public record TlsRoute(List<HostMatch> names, Route route) {
        public TlsRoute {
            names = List.copyOf(names);
        }

        /** Below 0 if it is not for {@code name}. */
        private int rank(String name) {
            return names.isEmpty()
                    ? 0
                    : names.stream()
                            .filter(match -> match.matches(name))
                            .mapToInt(HostMatch::rank)
                            .max()
                            .orElse(-1);
        }
    }
}
