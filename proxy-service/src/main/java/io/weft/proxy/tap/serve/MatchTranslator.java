package io.weft.proxy.tap.serve;

import io.weft.api.httptypes.HttpMethod;
import io.weft.api.httptypes.Scheme;
import io.weft.api.tap.ObserveRequest;
import io.weft.api.tap.ObserveRequest.Match;
import io.weft.core.Network;
import io.weft.proxy.control.AddressTranslator;
import io.weft.proxy.tap.TapMatch;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * What an observer wants, from the wire. Pure; every method throws IllegalArgumentException, saying what is wrong, on what
 * cannot be followed.
 *
 * @see "wire-api, 12; proxy-behaviour, 10: match rules"
 */
final class MatchTranslator {
    private static final int MOST_DEPTH = 32;
    private static final int MOST_PORT = 65_535;

    private MatchTranslator() {}

    static TapMatch match(ObserveRequest request) {
        if (!request.hasMatch()) {
            throw new IllegalArgumentException("a match is missing");
        }
        return match(request.getMatch(), MOST_DEPTH);
    }

    private static TapMatch match(Match message, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("matches are nested too deeply");
        }
        return switch (message.getMatchCase()) {
            case ALL -> new TapMatch.All(each(message.getAll(), depth));
            case ANY -> new TapMatch.Any(each(message.getAny(), depth));
            case NOT -> new TapMatch.Not(match(message.getNot(), depth - 1));
            case SOURCE -> new TapMatch.Source(tcp(message.getSource()));
            case DESTINATION -> new TapMatch.Destination(tcp(message.getDestination()));
            case HTTP -> http(message.getHttp());
            case DESTINATION_LABEL -> {
                Match.Label label = label(message.getDestinationLabel());
                yield new TapMatch.DestinationLabel(label.getKey(), label.getValue());
            }
            case ROUTE_LABEL -> {
                Match.Label label = label(message.getRouteLabel());
                yield new TapMatch.RouteLabel(label.getKey(), label.getValue());
            }
            case MATCH_NOT_SET -> throw new IllegalArgumentException("a match says nothing");
        };
    }

    private static List<TapMatch> each(Match.Seq sequence, int depth) {
        return sequence.getMatchesList().stream()
                .map(inner -> match(inner, depth - 1))
                .toList();
    }

    private static Match.Label label(Match.Label label) {
        if (label.getKey().isEmpty()) {
            throw new IllegalArgumentException("a label without key");
        }
        return label;
    }

    private static TapMatch.Tcp tcp(Match.Tcp message) {
        return switch (message.getMatchCase()) {
            case NETMASK -> within(message.getNetmask());
            case PORTS -> ports(message.getPorts());
            case MATCH_NOT_SET -> throw new IllegalArgumentException("neither addresses nor ports to match");
        };
    }

    private static TapMatch.Tcp within(Match.Tcp.Netmask message) {
        InetAddress ip = AddressTranslator.address(message.getIp())
                .orElseThrow(() -> new IllegalArgumentException("a netmask without address"));
        int mask = message.getMask();
        if (mask <= 0 || mask > ip.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("no netmask: " + Integer.toUnsignedString(mask));
        }
        return new TapMatch.Tcp.Within(new Network(ip, mask));
    }

    /** Where one bound is missing the other is meant alone. */
    private static TapMatch.Tcp ports(Match.Tcp.PortRange message) {
        int least = message.getMin() == 0 ? message.getMax() : message.getMin();
        int most = message.getMax() == 0 ? message.getMin() : message.getMax();
        if (least <= 0 || most < least || most > MOST_PORT) {
            throw new IllegalArgumentException("no range of ports: %s to %s"
                    .formatted(Integer.toUnsignedString(message.getMin()), Integer.toUnsignedString(message.getMax())));
        }
        return new TapMatch.Tcp.Ports(least, most);
    }

    private static TapMatch http(Match.Http message) {
        return switch (message.getMatchCase()) {
            case SCHEME -> new TapMatch.Scheme(scheme(message.getScheme()));
            case AUTHORITY -> new TapMatch.Authority(text(message.getAuthority()));
            case METHOD -> new TapMatch.Method(method(message.getMethod()));
            case PATH -> new TapMatch.Path(text(message.getPath()));
            case MATCH_NOT_SET -> throw new IllegalArgumentException("nothing of HTTP to match");
        };
    }

    private static TapMatch.Text text(Match.Http.StringMatch message) {
        return switch (message.getMatchCase()) {
            case EXACT -> new TapMatch.Text(message.getExact(), false);
            case PREFIX -> new TapMatch.Text(message.getPrefix(), true);
            case MATCH_NOT_SET -> throw new IllegalArgumentException("no text to match");
        };
    }

    private static String scheme(Scheme message) {
        return switch (message.getTypeCase()) {
            case REGISTERED ->
                known(message.getRegistered() == Scheme.Registered.UNRECOGNIZED, message.getRegistered())
                        .toLowerCase(Locale.ROOT);
            case UNREGISTERED -> message.getUnregistered().toLowerCase(Locale.ROOT);
            case TYPE_NOT_SET -> throw new IllegalArgumentException("no scheme to match");
        };
    }

    private static String method(HttpMethod message) {
        return switch (message.getTypeCase()) {
            case REGISTERED ->
                known(message.getRegistered() == HttpMethod.Registered.UNRECOGNIZED, message.getRegistered());
            case UNREGISTERED -> message.getUnregistered();
            case TYPE_NOT_SET -> throw new IllegalArgumentException("no method to match");
        };
    }

    private static String known(boolean unrecognized, Enum<?> value) {
        if (unrecognized) {
            throw new IllegalArgumentException("an unknown registered value");
        }
        return value.name();
    }
}
