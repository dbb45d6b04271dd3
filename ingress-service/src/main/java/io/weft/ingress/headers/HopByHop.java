package io.weft.ingress.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that speak of one connection alone, and those by which sidecars speak to each other: neither is passed on.
 *
 * @see "RFC 9110, 7.6.1"
 */
final class HopByHop {
    private static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Of sidecars, and of Netty's translation between versions, which a stranger could otherwise direct. */
    private static final List<String> PREFIXES = List.of("l5d-", "x-http2-");

    private HopByHop() {}

    static boolean is(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith);
    }

    /** Takes them away, with whatever else {@code Connection} names. */
    static void remove(HttpHeaders headers) {
        for (String line : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String named : line.split(",", -1)) {
                removeNamed(headers, named.strip());
            }
        }
        headers.names().stream().filter(HopByHop::is).toList().forEach(headers::remove);
    }

    /** What frames and routes a message cannot be taken away by its sender. */
    private static void removeNamed(HttpHeaders headers, String name) {
        if (!name.isEmpty()
                && !name.equalsIgnoreCase("host")
                && !name.equalsIgnoreCase("content-length")
                && !name.equalsIgnoreCase("close")) {
            headers.remove(name);
        }
    }
}
