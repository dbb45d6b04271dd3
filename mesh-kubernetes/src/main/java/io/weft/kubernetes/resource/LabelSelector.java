package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses objects by label; all terms must hold. Without terms it chooses everything.
 *
 * @see "crds: LS"
 */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> matchExpressions) {
    public LabelSelector {
        matchLabels = Map.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    public static LabelSelector everything() {
        return new LabelSelector(Map.of(), List.of());
    }

    public static LabelSelector ofLabels(Map<String, String> labels) {
        return new LabelSelector(labels, List.of());
    }

    /**
     * Reads one as {@code kubectl -l} writes it: {@code app=web,tier in (a,b),!old}. Blank is everything.
     *
     * @throws IllegalArgumentException if it is none; the message says what it has to be
     */
    public static LabelSelector parse(String text) {
        return SelectorText.read(text);
    }

    public boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels.entrySet())
                && matchExpressions.stream().allMatch(expression -> expression.matches(labels));
    }

    /** What an expression asks of its label. */
    public enum Operator {
        IN("In"),
        NOT_IN("NotIn"),
        EXISTS("Exists"),
        DOES_NOT_EXIST("DoesNotExist");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }
    }

    /**
     * One term.
     *
     * @param values at least one for {@code In} and {@code NotIn}, none for the others
     */
    public record Expression(String key, Operator operator, Set<String> values) {
        public Expression {
            values = Set.copyOf(values);
        }

        /** A missing label satisfies {@code NotIn} and {@code DoesNotExist}. */
        public boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value);
                case NOT_IN -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case DOES_NOT_EXIST -> value == null;
            };
        }
    }
}
