package io.weft.proxy.http;

import io.weft.core.Authority;
import java.util.Optional;

/**
 * A target that is a whole URI (RFC 9112 §3.2.2), taken apart and not judged: what stands behind the authority is the server's
 * to read, as it is where the target is a path alone. Pure.
 *
 * @param scheme as written
 * @param authority host and port as written; no user
 * @param path with its query, without a fragment
 */
record AbsoluteForm(String scheme, String authority, String path) {
    private static final String SEPARATOR = "://";
    private static final int HTTP = 80;

    /** Empty if {@code target}, of visible characters, is no URI with a host. */
    static Optional<AbsoluteForm> parse(String target) {
        int scheme = target.indexOf(SEPARATOR);
        if (scheme <= 0 || !isScheme(target.substring(0, scheme))) {
            return Optional.empty();
        }
        int fragment = target.indexOf('#');
        String whole = fragment < 0 ? target : target.substring(0, fragment);
        int start = scheme + SEPARATOR.length();
        int end = start;
        while (end < whole.length() && whole.charAt(end) != '/' && whole.charAt(end) != '?') {
            end++;
        }
        String authority = whole.substring(Math.min(start, whole.length()), end);
        String rest = whole.substring(end);
        return MessageGuard.isNamedAuthority(authority)
                        && Authority.parse(authority, HTTP).isPresent()
                ? Optional.of(new AbsoluteForm(
                        target.substring(0, scheme), authority, rest.startsWith("/") ? rest : "/" + rest))
                : Optional.empty();
    }

    /** Whether {@code text}, which HTTP/2 may have brought, can begin a URI. */
    static boolean isScheme(CharSequence text) {
        return !text.isEmpty() && text.chars().allMatch(AbsoluteForm::isOfScheme);
    }

    private static boolean isOfScheme(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
    }
}
