package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.ServiceProfile.RequestMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the conditions of routes. What several members of one condition say must all hold. */
final class RequestMatchReader {
    private static final Pattern METHOD_AND_PATH = Pattern.compile("([A-Z]+) (/\\S*)");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^/{}]*}");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private RequestMatchReader() {}

    static RequestMatch read(Field match) {
        match.objectOf("all", "any", "not", "pathRegex", "method");
        List<RequestMatch> parts = new ArrayList<>();
        match.get("all").ifPresent().ifPresent(all -> parts.add(new RequestMatch.All(each(all))));
        match.get("any").ifPresent().ifPresent(any -> parts.add(new RequestMatch.Any(each(any))));
        match.get("not").ifPresent().ifPresent(not -> parts.addAll(negated(not)));
        match.get("pathRegex").ifPresent().ifPresent(regex -> parts.add(path(regex)));
        match.get("method").ifPresent().ifPresent(method -> parts.add(method(method)));
        match.require(!parts.isEmpty(), "at least one of all, any, not, pathRegex and method is required");
        return parts.size() == 1 ? parts.getFirst() : new RequestMatch.All(parts);
    }

    private static List<RequestMatch> each(Field list) {
        return list.items(RequestMatchReader::read);
    }

    /** The schema has a list here, the documents of users one object. */
    private static List<RequestMatch> negated(Field not) {
        return (not.json().isArray() ? each(not) : List.of(read(not)))
                .stream().<RequestMatch>map(RequestMatch.Not::new).toList();
    }

    private static RequestMatch path(Field field) {
        String regex = field.string();
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException malformed) {
            throw field.refuse("a regular expression is required (" + malformed.getDescription() + ")");
        }
        return new RequestMatch.Path(regex);
    }

    private static RequestMatch method(Field field) {
        return new RequestMatch.Method(
                field.string(TOKEN, "an HTTP method is required").toUpperCase(Locale.ROOT));
    }

    /** Of a route without condition: {@code GET /users/{id}} means that method and those paths, any other name everything. */
    static RequestMatch meantBy(String name) {
        Matcher said = METHOD_AND_PATH.matcher(name);
        return said.matches()
                ? new RequestMatch.All(
                        List.of(new RequestMatch.Method(said.group(1)), new RequestMatch.Path(regexOf(said.group(2)))))
                : new RequestMatch.All(List.of());
    }

    private static String regexOf(String path) {
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(path);
        int from = 0;
        while (variable.find()) {
            regex.append(literal(path.substring(from, variable.start()))).append("[^/]+");
            from = variable.end();
        }
        return regex.append(literal(path.substring(from))).toString();
    }

    /** Escaped so that any engine of regular expressions takes it to the letter. */
    private static String literal(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }
}
