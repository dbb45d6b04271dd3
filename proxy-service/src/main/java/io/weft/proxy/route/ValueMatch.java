package io.weft.proxy.route;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * A header or query parameter of which one value at least is as it should be.
 *
 * @param name lower case for a header
 */
public record ValueMatch(String name, Rule rule) {
    /** On one value. */
    public sealed interface Rule {
        boolean matches(String value);

        /** To the letter. */
        record Exact(String text) implements Rule {
            @Override
            public boolean matches(String value) {
                return value.equals(text);
            }
        }

        /** An expression that takes the whole value. */
        record Regex(Pattern expression) implements Rule {
            @Override
            public boolean matches(String value) {
                return Expressions.matches(expression, value);
            }
        }
    }

    boolean anyOf(List<? extends CharSequence> values) {
        for (CharSequence value : values) {
            if (rule.matches(value.toString())) {
                return true;
            }
        }
        return false;
    }
}
