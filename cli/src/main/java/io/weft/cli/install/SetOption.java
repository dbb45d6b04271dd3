package io.weft.cli.install;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what follows {@code --set}: {@code a.b=1,c={x,y}}. A backslash takes the meaning from a comma, dot or brace. Positions in
 * lists ({@code a[0]}) are not read.
 */
final class SetOption {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SetOption() {}

    /**
     * Lays the assignments of {@code text} over {@code values}.
     *
     * @param typed whether numbers, truth values and null are taken as such
     * @throws IllegalArgumentException if an assignment has no form
     */
    static void lay(ObjectNode values, String text, boolean typed) {
        for (String assignment : split(text, ',')) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + assignment + "' is no assignment: PATH=VALUE is");
            }
            put(values, assignment.substring(0, equals), value(assignment.substring(equals + 1), typed));
        }
    }

    private static void put(ObjectNode values, String path, JsonNode value) {
        List<String> names = split(path, '.');
        if (names.stream().anyMatch(name -> name.isEmpty() || name.endsWith("]"))) {
            throw new IllegalArgumentException(
                    "'" + path + "' is no path of names separated by dots; use -f for lists");
        }
        ObjectNode parent = values;
        for (String name : names.subList(0, names.size() - 1)) {
            String plain = unescaped(name);
            parent = parent.path(plain) instanceof ObjectNode inner ? inner : parent.putObject(plain);
        }
        parent.set(unescaped(names.getLast()), value);
    }

    private static JsonNode value(String text, boolean typed) {
        if (text.startsWith("{") && text.endsWith("}")) {
            ArrayNode list = NODES.arrayNode();
            String inner = text.substring(1, text.length() - 1);
            split(inner, ',').stream().filter(each -> !inner.isEmpty()).forEach(each -> list.add(scalar(each, typed)));
            return list;
        }
        return scalar(text, typed);
    }

    private static JsonNode scalar(String text, boolean typed) {
        if (!typed) {
            return NODES.stringNode(unescaped(text));
        }
        return switch (text) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "null" -> NODES.nullNode();
            default ->
                text.matches("0|-?[1-9][0-9]{0,17}")
                        ? NODES.numberNode(Long.parseLong(text))
                        : NODES.stringNode(unescaped(text));
        };
    }

    /** At {@code separator}, outside braces and not after a backslash. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(begin, i));
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
