package io.weft.cli.tap;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import io.weft.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Text with parts of a JSON document in it, as {@code kubectl -o jsonpath=} writes it: {@code {.source.ip} {.proxyDirection}}.
 * Without braces all of it is one path. What a document does not have is empty. No {@code {range}}: there is one document a line.
 *
 * @param parts each makes a piece of the text from a document
 */
record JsonPathText(List<Function<Object, String>> parts) {
    private static final Configuration LENIENT =
            Configuration.defaultConfiguration().addOptions(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS);
    private static final Pattern PIECE =
            Pattern.compile("\\{\\s*\"(?<quoted>[^\"]*)\"\\s*}|\\{(?<path>[^{}]+)}|(?<plain>[^{}]+)");
    private static final Pattern PATH = Pattern.compile("[$@]?(?<rest>[.\\[].*)");

    JsonPathText {
        parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException if it is none; the message says why */
    static JsonPathText parse(String text) {
        if (text.indexOf('{') < 0) {
            return new JsonPathText(List.of(path(text.startsWith("[") || text.startsWith(".") ? text : "." + text)));
        }
        List<Function<Object, String>> parts = new ArrayList<>();
        Matcher piece = PIECE.matcher(text);
        int at = 0;
        while (piece.find() && piece.start() == at) {
            parts.add(part(piece));
            at = piece.end();
        }
        if (at < text.length()) {
            throw new IllegalArgumentException("a brace in '" + text + "' has no other");
        }
        return new JsonPathText(parts);
    }

    /** Of what an event's JSON is made of. */
    String of(Object event) {
        Object document = JsonMapper.shared().convertValue(event, Map.class);
        return parts.stream().map(part -> part.apply(document)).collect(Collectors.joining());
    }

    private static Function<Object, String> part(Matcher piece) {
        if (piece.group("path") != null) {
            return path(piece.group("path").strip());
        }
        String literal = piece.group("quoted") == null
                ? piece.group("plain")
                : piece.group("quoted").replace("\\n", "\n").replace("\\t", "\t");
        return document -> literal;
    }

    private static Function<Object, String> path(String text) {
        Matcher form = PATH.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a path begins with '.', such as {.source.ip}, not '" + text + "'");
        }
        try {
            JsonPath path = JsonPath.compile("$" + form.group("rest"));
            return document -> found(path.read(document, LENIENT));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no JSON path: " + e.getMessage(), e);
        }
    }

    /** What strangers wrote must not steer the terminal. */
    private static String found(List<Object> values) {
        return values == null
                ? ""
                : values.stream()
                        .map(value -> value instanceof Map || value instanceof List
                                ? Json.line(value)
                                : TapLines.printable(String.valueOf(value)))
                        .collect(Collectors.joining(" "));
    }
}
