package io.weft.kubernetes.feed.folder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds the tree of one document from its tokens. Unlike the mapper it says where a repeated key stands, refuses aliases
 * (the mapper would put an anchor's name in the value's place, without a word) and tags, and can tell a field's line.
 *
 * <p>Used once. Recursion is bounded by the parser's nesting limit.
 */
final class TreeBuilder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String MERGE_KEY = "<<";

    private final JsonParser parser;
    private final int firstLine;
    private final @Nullable String wanted;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Integer> itemLines = new ArrayList<>();
    private int wantedLine;

    /** @param wanted path of a field as {@code ResourceException} writes it, or null */
    TreeBuilder(JsonParser parser, int firstLine, @Nullable String wanted) {
        this.parser = parser;
        this.firstLine = firstLine;
        this.wanted = wanted;
        this.wantedLine = firstLine;
    }

    /** The one value of the document. */
    JsonNode build() {
        if (parser.nextToken() == null) {
            throw refuse("there is nothing in it");
        }
        wantedLine = line();
        JsonNode value = value(wanted);
        if (parser.nextToken() != null) {
            throw refuse("a second document begins here; separate documents by a line ---");
        }
        return value;
    }

    /** Line of the wanted field, or of the nearest field around it. */
    int wantedLine() {
        return wantedLine;
    }

    /** Lines of the entries of the root's {@code items}, if it has such a list. */
    List<Integer> itemLines() {
        return List.copyOf(itemLines);
    }

    /** @param rest what of the wanted path is still to be found below this value; null if it is elsewhere */
    private JsonNode value(@Nullable String rest) {
        refuseIndirection();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(rest);
            case START_ARRAY -> array(rest);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            default -> throw refuse("this value is not allowed");
        };
    }

    private ObjectNode object(@Nullable String rest) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            refuseIndirection();
            String name = parser.currentName();
            path.addLast(name);
            if (object.has(name)) {
                throw refuse("the key is written twice");
            }
            if (name.equals(MERGE_KEY)) {
                throw refuse("merge keys are not read; write the fields out");
            }
            String below = found(rest, memberForms(name));
            parser.nextToken();
            object.set(name, value(below));
            path.removeLast();
        }
        return object;
    }

    private ArrayNode array(@Nullable String rest) {
        ArrayNode array = NODES.arrayNode();
        boolean items = path.size() == 1 && path.getFirst().equals("items");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items) {
                itemLines.add(line());
            }
            String index = "[" + array.size() + "]";
            path.addLast(index);
            array.add(value(found(rest, Stream.of(index))));
            path.removeLast();
        }
        return array;
    }

    private static Stream<String> memberForms(String name) {
        return Stream.of(name, "." + name, "['" + name + "']");
    }

    /** What remains of {@code rest} below one of {@code forms}, noting the line; null if none of them leads on. */
    private @Nullable String found(@Nullable String rest, Stream<String> forms) {
        if (rest == null || rest.isEmpty()) {
            return null;
        }
        String below = forms.filter(rest::startsWith)
                .map(form -> rest.substring(form.length()))
                .filter(after -> after.isEmpty() || after.startsWith(".") || after.startsWith("["))
                .findFirst()
                .orElse(null);
        if (below != null) {
            wantedLine = line();
        }
        return below;
    }

    private void refuseIndirection() {
        if (!(parser instanceof YAMLParser yaml)) {
            return;
        }
        if (yaml.isCurrentAlias()) {
            throw refuse("aliases are not read; write the value out");
        }
        if (yaml.getTypeId() != null) {
            throw refuse("tags are not read; write the plain value");
        }
    }

    private int line() {
        return firstLine + Math.max(1, parser.currentTokenLocation().getLineNr()) - 1;
    }

    private DocumentException refuse(String reason) {
        return new DocumentException(line(), fieldPath(), reason);
    }

    private String fieldPath() {
        StringBuilder text = new StringBuilder();
        for (String step : path) {
            text.append(text.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
        }
        return text.toString();
    }
}
