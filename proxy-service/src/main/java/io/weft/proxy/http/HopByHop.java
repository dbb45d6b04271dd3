package io.weft.proxy.http;

import io.netty.util.AsciiString;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers that mean one connection and never travel on: the fixed ones and those {@code Connection} names.
 *
 * @param fixed whatever {@code Connection} says
 * @param named lower case; usually empty
 * @see "wire-behaviour, 8: hop-by-hop stripping"
 */
record HopByHop(Set<AsciiString> fixed, Set<String> named) {
    private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");

    /** Who leaves HTTP means the next hop with all it says of connections; only framing is computed anew on each side. */
    static final HopByHop LEAVING = new HopByHop(Set.of(TRANSFER_ENCODING, OriginalProtocol.HEADER), Set.of());

    /** As {@link #LEAVING}; what follows the answer has no length. */
    static final HopByHop LEFT = new HopByHop(
            Set.of(TRANSFER_ENCODING, AsciiString.cached("content-length"), OriginalProtocol.HEADER), Set.of());

    private static final HopByHop NONE_NAMED = new HopByHop(
            Set.of(
                    AsciiString.cached("connection"),
                    AsciiString.cached("upgrade"),
                    AsciiString.cached("proxy-connection"),
                    AsciiString.cached("keep-alive"),
                    TRANSFER_ENCODING,
                    AsciiString.cached("http2-settings"),
                    OriginalProtocol.HEADER),
            Set.of());

    /** Naming these in {@code Connection} would let a client strip what the next hop relies on. */
    private static final Set<String> KEPT = Set.of("host", "content-length", "te", "close", "keep-alive");

    static HopByHop of(List<String> connectionValues) {
        Set<String> named = null;
        for (String value : connectionValues) {
            for (String token : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                String name = token.strip();
                if (!name.isEmpty() && !KEPT.contains(name)) {
                    named = named == null ? new HashSet<>() : named;
                    named.add(name);
                }
            }
        }
        return named == null ? NONE_NAMED : new HopByHop(NONE_NAMED.fixed, named);
    }

    boolean covers(AsciiString lowerCaseName) {
        return fixed.contains(lowerCaseName) || (!named.isEmpty() && named.contains(lowerCaseName.toString()));
    }
}
