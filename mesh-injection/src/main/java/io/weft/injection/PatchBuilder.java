package io.weft.injection;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down changes to a document as JSON Patch while making them.
 *
 * <p>Used by one thread. Pointers are relative to {@code root}.
 *
 * @see "RFC 6902"
 */
final class PatchBuilder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode document;
    private final String root;
    private final ArrayNode operations = NODES.arrayNode();

    /** @param root JSON pointer to the part of {@code document} that is changed */
    PatchBuilder(ObjectNode document, String root) {
        this.document = document.deepCopy();
        this.root = root;
    }

    ArrayNode operations() {
        return operations;
    }

    ObjectNode document() {
        return document;
    }

    /** Sets a member of the object at {@code parent}, which is made if it is missing. */
    void set(String parent, String name, JsonNode value) {
        if (!(document.at(root + parent) instanceof ObjectNode)) {
            int slash = parent.lastIndexOf('/');
            set(parent.substring(0, slash), parent.substring(slash + 1), NODES.objectNode());
        }
        if (document.at(root + parent) instanceof ObjectNode object && !value.equals(object.get(name))) {
            object.set(name, value.deepCopy());
            record(parent + "/" + escaped(name), value);
        }
    }

    /** Puts {@code value} at the end of the list {@code name} of the object at {@code parent}. */
    void append(String parent, String name, JsonNode value) {
        list(parent, name).add(value.deepCopy());
        record(parent + "/" + name + "/-", value);
    }

    /** Puts {@code value} at {@code index} of the list {@code name} of the object at {@code parent}. */
    void insert(String parent, String name, int index, JsonNode value) {
        list(parent, name).insert(index, value.deepCopy());
        record(parent + "/" + name + "/" + index, value);
    }

    private ArrayNode list(String parent, String name) {
        if (!(document.at(root + parent + "/" + name) instanceof ArrayNode)) {
            set(parent, name, NODES.arrayNode());
        }
        return (ArrayNode) document.at(root + parent + "/" + name);
    }

    private void record(String pointer, JsonNode value) {
        operations.addObject().put("op", "add").put("path", root + pointer).set("value", value.deepCopy());
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
