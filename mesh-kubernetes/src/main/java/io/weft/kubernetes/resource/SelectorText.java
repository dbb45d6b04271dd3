package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.LabelSelector.Expression;
import io.weft.kubernetes.resource.LabelSelector.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads label selectors as they are written on command lines and in queries, by the API server's rules. */
final class SelectorText {
    private static final int MOST_CHARACTERS = 4_096;
    private static final String KEY =
            "(?:[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?";
    private static final Pattern TERM = Pattern.compile("\\s*(?:"
            + "(?<absent>!)\\s*(?<absentKey>" + KEY + ")"
            + "|(?<key>" + KEY + ")(?:"
            + "\\s*(?<sign>==?|!=)\\s*(?<value>" + VALUE + ")"
            + "|\\s+(?<word>in|notin)\\s*\\((?<values>[^()]*)\\))?"
            + ")\\s*");
    private static final Pattern VALUES = Pattern.compile("\\s*(" + VALUE + ")\\s*");
    private static final Pattern BETWEEN_TERMS = Pattern.compile(",(?![^()]*\\))");

    private SelectorText() {}

    /** @throws IllegalArgumentException if it is none */
    static LabelSelector read(String text) {
        if (text.isBlank()) {
            return LabelSelector.everything();
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a label selector has at most " + MOST_CHARACTERS + " characters");
        }
        List<Expression> terms = new ArrayList<>();
        for (String term : BETWEEN_TERMS.split(text, -1)) {
            Matcher read = TERM.matcher(term);
            if (!read.matches()) {
                throw refused(text);
            }
            terms.add(term(read, text));
        }
        return new LabelSelector(Map.of(), terms);
    }

    private static Expression term(Matcher read, String text) {
        if (read.group("absent") != null) {
            return new Expression(read.group("absentKey"), Operator.DOES_NOT_EXIST, Set.of());
        }
        String key = read.group("key");
        if (read.group("sign") != null) {
            boolean unlike = read.group("sign").equals("!=");
            return new Expression(key, unlike ? Operator.NOT_IN : Operator.IN, Set.of(read.group("value")));
        }
        return read.group("word") == null
                ? new Expression(key, Operator.EXISTS, Set.of())
                : new Expression(
                        key,
                        read.group("word").equals("in") ? Operator.IN : Operator.NOT_IN,
                        values(read.group("values"), text));
    }

    private static Set<String> values(String list, String text) {
        return Stream.of(list.split(",", -1))
                .map(VALUES::matcher)
                .map(value -> {
                    if (!value.matches()) {
                        throw refused(text);
                    }
                    return value.group(1);
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("a label selector has terms like KEY=VALUE, KEY!=VALUE, KEY in (A,B),"
                + " KEY notin (A,B), KEY and !KEY, separated by commas, not '" + text + "'");
    }
}
