package io.weft.ingress.rules;

import java.util.Comparator;

/**
 * Which paths a rule is for.
 *
 * @param exact the path alone; else it and whatever is below it, segment by segment
 * @param path begins with a slash; a prefix ends with none, so that everything's is empty
 */
record PathRule(boolean exact, String path) {
    /** Exact ones first, then the longest. */
    static final Comparator<PathRule> BEST_FIRST = Comparator.comparing(PathRule::exact)
            .thenComparingInt(rule -> rule.path().length())
            .reversed();

    static PathRule exactly(String path) {
        return new PathRule(true, path);
    }

    static PathRule below(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return new PathRule(false, path.substring(0, end));
    }

    boolean matches(String asked) {
        if (exact) {
            return asked.equals(path);
        }
        return asked.startsWith(path) && (asked.length() == path.length() || asked.charAt(path.length()) == '/');
    }
}
