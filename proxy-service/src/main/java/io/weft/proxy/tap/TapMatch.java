package io.weft.proxy.tap;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Network;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which requests an observer wants. Pure.
 *
 * @see "wire-api, 12: ObserveRequest.Match"
 */
public sealed interface TapMatch {
    /** {@code head} has pseudo-headers, whatever the request was spoken in. */
    boolean matches(Parties parties, Http2Headers head);

    /** Every one; of none: yes. */
    record All(List<TapMatch> matches) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return matches.stream().allMatch(each -> each.matches(parties, head));
        }
    }

    /** At least one; of none: no. */
    record Any(List<TapMatch> matches) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return matches.stream().anyMatch(each -> each.matches(parties, head));
        }
    }

    /** The opposite. */
    record Not(TapMatch match) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return !match.matches(parties, head);
        }
    }

    /** Who sends. */
    record Source(Tcp tcp) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return tcp.holds(parties.source());
        }
    }

    /** Who receives. */
    record Destination(Tcp tcp) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return tcp.holds(parties.destination());
        }
    }

    /** A request that says none is plain HTTP. */
    record Scheme(String name) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            CharSequence scheme = head.scheme();
            return name.equals(scheme == null ? "http" : scheme.toString().toLowerCase(Locale.ROOT));
        }
    }

    /** Upper and lower case differ. */
    record Method(String name) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            CharSequence method = head.method();
            return method != null && name.contentEquals(method);
        }
    }

    /** The host, and the port if the client wrote one. */
    record Authority(Text text) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return text.holds(head.authority());
        }
    }

    /** With its query. */
    record Path(Text text) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return text.holds(head.path());
        }
    }

    /** Something known of the receiver. */
    record DestinationLabel(String key, String value) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return value.equals(parties.destinationLabels().get(key));
        }
    }

    /** Something known of the route. */
    record RouteLabel(String key, String value) implements TapMatch {
        @Override
        public boolean matches(Parties parties, Http2Headers head) {
            return value.equals(parties.routeLabels().get(key));
        }
    }

    /** One end of a connection. */
    sealed interface Tcp {
        boolean holds(InetSocketAddress end);

        /** An address in it. */
        record Within(Network network) implements Tcp {
            @Override
            public boolean holds(InetSocketAddress end) {
                return network.contains(end.getAddress());
            }
        }

        /** A port from {@code least} to {@code most}. */
        record Ports(int least, int most) implements Tcp {
            @Override
            public boolean holds(InetSocketAddress end) {
                return least <= end.getPort() && end.getPort() <= most;
            }
        }
    }

    /** {@code prefix}: only the beginning has to be it. */
    record Text(String value, boolean prefix) {
        boolean holds(@Nullable CharSequence text) {
            return text != null && (prefix ? text.toString().startsWith(value) : value.contentEquals(text));
        }
    }
}
