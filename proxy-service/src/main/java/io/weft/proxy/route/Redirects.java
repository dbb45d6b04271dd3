package io.weft.proxy.route;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Authority;
import io.weft.core.policy.RequestMatch;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.route.HttpFilter.PathChange;
import java.util.Optional;

/**
 * Where a redirect leads. Pure.
 *
 * @see "proxy-behaviour, 6: redirect"
 */
public final class Redirects {
    private static final String HTTP = "http";

    private Redirects() {}

    /**
     * The value of {@code Location}.
     *
     * @param matched the condition whose prefix is replaced
     * @return empty if that is where the request went
     * @throws IllegalArgumentException if a prefix is to be replaced and {@code matched} has none
     */
    public static Optional<String> location(HttpFilter.Redirect redirect, Condition matched, RequestHead head) {
        Http2Headers headers = head.headers();
        String scheme = headers.scheme() == null ? HTTP : headers.scheme().toString();
        String authority =
                headers.authority() == null ? "" : headers.authority().toString();
        String target = headers.path() == null ? "/" : headers.path().toString();
        int query = target.indexOf('?');
        String path = redirect.path()
                .map(change -> path(change, matched, head.path()))
                .orElse(head.path());
        String location = redirect.scheme().orElse(scheme) + "://" + authority(redirect, authority) + path
                + (query < 0 ? "" : target.substring(query));
        return location.equals(scheme + "://" + authority + target) ? Optional.empty() : Optional.of(location);
    }

    private static String authority(HttpFilter.Redirect redirect, String requested) {
        if (redirect.host().isEmpty() && redirect.port() == 0) {
            return requested;
        }
        String host = redirect.host()
                .orElseGet(() -> Authority.parse(requested, 80)
                        .map(Authority::host)
                        .map(name -> name.indexOf(':') < 0 ? name : "[" + name + "]")
                        .orElse(requested));
        return redirect.port() == 0 ? host : host + ":" + redirect.port();
    }

    private static String path(PathChange change, Condition matched, String requested) {
        return switch (change) {
            case PathChange.Full(String path) -> path;
            case PathChange.Prefix(String replacement) -> {
                String prefix = prefix(matched);
                String rest = requested.substring(Math.min(prefix.length(), requested.length()));
                String begin =
                        replacement.endsWith("/") ? replacement.substring(0, replacement.length() - 1) : replacement;
                String path = begin + (rest.isEmpty() || rest.startsWith("/") ? rest : "/" + rest);
                yield path.isEmpty() ? "/" : path;
            }
        };
    }

    /** Without a slash at its end. */
    private static String prefix(Condition matched) {
        if (matched instanceof HttpMatch match
                && match.path() instanceof PathMatch.Literal(RequestMatch.PathMatch.Prefix(String prefix))) {
            return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        }
        throw new IllegalArgumentException("the rule has no prefix to replace");
    }
}
