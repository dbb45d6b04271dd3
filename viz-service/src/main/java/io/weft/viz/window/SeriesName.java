package io.weft.viz.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes a series's labels apart. Pure. */
public final class SeriesName {
    private final String text;
    private int at;

    private SeriesName(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Labels of {@code name{a="x",b="y"}}; empty if the text is malformed. Knows the three escapes. */
    public static Optional<Map<String, String>> labels(String series) {
        int brace = series.indexOf('{');
        return brace < 0 ? Optional.of(Map.of()) : new SeriesName(series, brace + 1).labels();
    }

    /** The reverse of {@link #labels(String)}: the same text for the same labels. */
    static String text(String name, Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", name + '{', "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private Optional<Map<String, String>> labels() {
        Map<String, String> labels = new HashMap<>();
        while (at < text.length() && text.charAt(at) != '}') {
            int equals = text.indexOf("=\"", at);
            if (equals < 0) {
                return Optional.empty();
            }
            String name = text.substring(at, equals).strip();
            at = equals + 2;
            Optional<String> value = value();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            labels.put(name, value.get());
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else if (at >= text.length() || text.charAt(at) != '}') {
                return Optional.empty();
            }
        }
        return at == text.length() - 1 ? Optional.of(labels) : Optional.empty();
    }

    private Optional<String> value() {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return Optional.of(value.toString());
            }
            value.append(c == '\\' && at < text.length() ? unescaped(text.charAt(at++)) : c);
        }
        return Optional.empty();
    }

    private static char unescaped(char c) {
        return c == 'n' ? '\n' : c;
    }
}
