package io.weft.proxy.route;

import com.google.re2j.Pattern;
import io.weft.core.policy.RequestMatch;

/** Which paths a rule takes. */
public sealed interface PathMatch {
    boolean matches(String path);

    /**
     * The greater, the more particular: exact, then by the length that matches. An expression takes the whole path, so no
     * prefix takes more of it.
     */
    int rank();

    /** To the letter. */
    static PathMatch exact(String path) {
        return new Literal(new RequestMatch.PathMatch.Exact(path));
    }

    /** By whole segments. */
    static PathMatch prefix(String path) {
        return new Literal(new RequestMatch.PathMatch.Prefix(path));
    }

    /** Every path, {@code *} too. */
    record Any() implements PathMatch {
        @Override
        public boolean matches(String path) {
            return true;
        }

        @Override
        public int rank() {
            return 0;
        }
    }

    /** Without an expression. */
    record Literal(RequestMatch.PathMatch rule) implements PathMatch {
        @Override
        public boolean matches(String path) {
            return rule.matches(path);
        }

        @Override
        public int rank() {
            return switch (rule) {
                case RequestMatch.PathMatch.Exact exact -> Integer.MAX_VALUE;
                case RequestMatch.PathMatch.Prefix(String prefix) -> prefix.length();
            };
        }
    }

    /** An expression that takes the whole path. */
    record Regex(Pattern expression) implements PathMatch {
        @Override
        public boolean matches(String path) {
            return Expressions.matches(expression, path);
        }

        @Override
        public int rank() {
            return Integer.MAX_VALUE - 1;
        }
    }

    /**
     * The path of a gRPC call, {@code /service/method}.
     *
     * @param service empty: any
     * @param method empty: any
     */
    record Call(String service, String method) implements PathMatch {
        @Override
        public boolean matches(String path) {
            int slash = path.indexOf('/', 1);
            return path.startsWith("/")
                    && slash > 0
                    && (service.isEmpty() || path.substring(1, slash).equals(service))
                    && (method.isEmpty() || path.substring(slash + 1).equals(method));
        }

        @Override
        public int rank() {
            return (service.isEmpty() ? 0 : 2) + (method.isEmpty() ? 0 : 1);
        }
    }
}
