package io.weft.proxy.route;

import com.google.re2j.Pattern;
import java.util.regex.Matcher;

/**
 * How large an expression becomes when it is compiled, by its text: {@code (x{1000}){1000}} takes 60 MB of fifteen characters, and
 * thousands of brackets in each other take all of a thread's stack. Whoever may write a route of their own service must not end
 * the sidecars of its clients by it. Errs on the large side. Pure.
 *
 * @see Pattern
 */
final class ExpressionSize {
    /** Steps of the compiled expression; the longest that are of use have some hundreds. */
    private static final int MOST = 5_000;

    private static final int MOST_CHARACTERS = 10_000;
    private static final int MOST_NESTED = 200;
    private static final java.util.regex.Pattern REPEATED =
            java.util.regex.Pattern.compile("\\{(?<least>[0-9]{1,4})(?:,(?<most>[0-9]{0,4}))?\\}");

    private final String text;
    private final long[] groups = new long[MOST_NESTED + 1]; // steps of each that is open
    private int open;
    private int at;
    private long last; // of the piece before, which may be repeated

    private ExpressionSize(String text) {
        this.text = text;
    }

    /** Whether {@code text}, right or wrong, may be given to the compiler. */
    static boolean bearable(String text) {
        return text.length() <= MOST_CHARACTERS && new ExpressionSize(text).isBearable();
    }

    private boolean isBearable() {
        while (at < text.length()) {
            if (open >= MOST_NESTED || groups[open] > MOST) {
                return false;
            }
            read(text.charAt(at));
        }
        return groups[open] <= MOST;
    }

    private void read(char c) {
        switch (c) {
            case '\\' -> add(afterEscape());
            case '[' -> add(afterClass());
            case '(' -> {
                groups[++open] = 0;
                at++;
            }
            case ')' -> close();
            case '{' -> repeat();
            case '*', '+', '?' -> {
                last++;
                groups[open]++;
                at++;
            }
            default -> add(at + 1);
        }
    }

    private void add(int next) {
        last = 1;
        groups[open]++;
        at = next;
    }

    private void close() {
        last = groups[open] + 2; // where it begins and ends
        open = Math.max(0, open - 1);
        groups[open] += last;
        at++;
    }

    private void repeat() {
        Matcher times = REPEATED.matcher(text).region(at, text.length());
        if (!times.lookingAt()) {
            add(at + 1);
            return;
        }
        String most = times.group("most");
        String counted = most == null || most.isEmpty() ? times.group("least") : most;
        long more = last * Math.max(0, Integer.parseInt(counted) - 1);
        last += more;
        groups[open] += more;
        at = times.end();
    }

    /** Of {@code \p{Greek}} the braces repeat nothing, and of {@code \Q[\E} the bracket begins nothing. */
    private int afterEscape() {
        if (text.startsWith("Q", at + 1)) {
            int quoted = text.indexOf("\\E", at);
            int end = quoted < 0 ? text.length() : quoted + 2;
            groups[open] += end - at;
            return end;
        }
        boolean named = text.startsWith("p{", at + 1) || text.startsWith("P{", at + 1) || text.startsWith("x{", at + 1);
        int end = named ? text.indexOf('}', at) : -1;
        return end < 0 ? at + 2 : end + 1;
    }

    /** A bracket that comes first, or is escaped, is of the class. */
    private int afterClass() {
        int i = text.startsWith("^", at + 1) ? at + 2 : at + 1;
        int first = i;
        while (i < text.length() && (i == first || text.charAt(i) != ']')) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
