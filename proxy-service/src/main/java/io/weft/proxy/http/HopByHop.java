package io.weft.proxy.http;

import io.netty.util.AsciiString;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Headers that mean one connection and never travel on: the fixed ones and those {@code Connection} names.
 *
 * @param named lower case; usually empty
 * @see "wire-behaviour, 8: hop-by-hop stripping"
 */
record HopByHop(Set<String> named) {
    private static final HopByHop NONE_NAMED = new HopByHop(Set.of());
    private static final Set<AsciiString> FIXED = Set.of(
            AsciiString.cached("connection"),
            AsciiString.cached("upgrade"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("keep-alive"),
            // Framing is computed anew on each side.
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("http2-settings"));
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
        return named == null ? NONE_NAMED : new HopByHop(named);
    }

    boolean covers(AsciiString lowerCaseName) {
        return FIXED.contains(lowerCaseName) || (!named.isEmpty() && named.contains(lowerCaseName.toString()));
    }
}
