package io.weft.injection;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies patches as the API server would: parents must exist, indices must fit. Knows {@code add} only. */
final class Patches {
    private Patches() {}

    static JsonNode apply(ObjectNode document, ArrayNode operations) {
        ObjectNode result = document.deepCopy();
        for (JsonNode operation : operations) {
            if (!operation.path("op").asString("").equals("add")) {
                throw new AssertionError("unknown: " + operation);
            }
            add(result, operation.path("path").asString(""), operation.path("value"));
        }
        return result;
    }

    private static void add(ObjectNode document, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
        switch (document.at(pointer.substring(0, slash))) {
            case ObjectNode object -> object.set(last, value.deepCopy());
            case ArrayNode array when last.equals("-") -> array.add(value.deepCopy());
            case ArrayNode array
            when Integer.parseInt(last) <= array.size() -> array.insert(Integer.parseInt(last), value.deepCopy());
            default -> throw new AssertionError("nothing at the parent of " + pointer);
        }
    }
}
