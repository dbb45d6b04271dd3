package io.weft.proxy.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Expressions that somebody else wrote, against text that somebody else wrote: time is in proportion to both, memory is bounded
 * by {@link ExpressionSize}, and one that is too deep for the stack fails its policy or its request and nothing else.
 */
final class Expressions {
    private static final String TOO_DEEP = "an expression that is too deep";

    private Expressions() {}

    /** @throws InvalidPolicyException if it is none, or none that can be borne */
    static Pattern compiled(String text) {
        InvalidPolicyException.check(ExpressionSize.bearable(text), "an expression that would take too much memory");
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new InvalidPolicyException("an expression that is none: " + wrong.getMessage());
        } catch (StackOverflowError deep) {
            throw new InvalidPolicyException(TOO_DEEP);
        }
    }

    /**
     * Whether {@code expression} takes the whole of {@code text}.
     *
     * @throws InvalidPolicyException if that cannot be found out
     */
    static boolean matches(Pattern expression, String text) {
        try {
            return expression.matches(text);
        } catch (StackOverflowError deep) {
            throw new InvalidPolicyException(TOO_DEEP);
        }
    }
}
