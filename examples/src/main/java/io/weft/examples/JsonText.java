package io.weft.examples;

import java.util.Map;

/** Flat JSON objects as text. */
final class JsonText {
    private JsonText() {}

    /** Values are numbers, booleans, text, or a {@link Raw} piece of JSON. */
    static String object(Map<String, ?> members) {
        StringBuilder text = new StringBuilder("{");
        members.forEach((name, value) -> {
            text.append(text.length() > 1 ? "," : "")
                    .append(quoted(name))
                    .append(':')
                    .append(value(value));
        });
        return text.append('}').toString();
    }

    /** JSON already. */
    record Raw(String json) {}

    private static String value(Object value) {
        return switch (value) {
            case Raw raw -> raw.json();
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String plain) {
        StringBuilder text = new StringBuilder("\"");
        plain.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }
}
