package io.weft.core.policy;

import java.util.Optional;

/**
 * Which requests a route takes.
 *
 * @param path how the path is compared
 * @param method empty: any
 */
public record RequestMatch(PathMatch path, Optional<String> method) {
    /** Every request. */
    public static RequestMatch all() {
        return new RequestMatch(new PathMatch.Prefix("/"), Optional.empty());
    }

    /**
     * Whether a request belongs to the route.
     *
     * @param requestMethod as written by the client
     * @param requestPath without query
     */
    public boolean matches(String requestMethod, String requestPath) {
        return path.matches(requestPath) && (method.isEmpty() || method.get().equals(requestMethod));
    }

    /** A rule on the path alone. */
    public sealed interface PathMatch {
        boolean matches(String path);

        /** The path, to the letter. */
        record Exact(String value) implements PathMatch {
            @Override
            public boolean matches(String path) {
                return path.equals(value);
            }
        }

        /** By whole segments: {@code /foo} takes {@code /foo} and {@code /foo/bar}, not {@code /foobar}. */
        record Prefix(String value) implements PathMatch {
            @Override
            public boolean matches(String path) {
                String prefix = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
                return path.startsWith(prefix)
                        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
            }
        }
    }
}
