package io.weft.proxy.route;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Which requests a route takes. Pure.
 *
 * @see "wire-api, 9: RequestMatch"
 */
public interface Condition {
    boolean matches(RequestFacts request);

    /** Each of them; none: every request. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean matches(RequestFacts request) {
            return conditions.stream().allMatch(condition -> condition.matches(request));
        }
    }

    /** One of them; none: no request. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean matches(RequestFacts request) {
            return conditions.stream().anyMatch(condition -> condition.matches(request));
        }
    }

    /** All others. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean matches(RequestFacts request) {
            return !condition.matches(request);
        }
    }

    /** The whole path. */
    record Path(Pattern expression) implements Condition {
        @Override
        public boolean matches(RequestFacts request) {
            return Expressions.matches(expression, request.path());
        }
    }

    /** The method, to the letter. */
    record Method(String name) implements Condition {
        @Override
        public boolean matches(RequestFacts request) {
            return request.method().equals(name);
        }
    }
}
