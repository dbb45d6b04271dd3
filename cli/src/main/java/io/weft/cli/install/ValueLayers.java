package io.weft.cli.install;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values laid over each other as Helm does: objects are merged, everything else is replaced. */
final class ValueLayers {
    private ValueLayers() {}

    /** Changes {@code below}. */
    static void lay(ObjectNode below, JsonNode above) {
        above.properties().forEach(entry -> {
            if (below.path(entry.getKey()) instanceof ObjectNode inner
                    && entry.getValue().isObject()) {
                lay(inner, entry.getValue());
            } else {
                below.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    /** Sets the value at a path such as {@code proxy.ports.admin}, whose parents are made where they are missing. */
    static void put(ObjectNode values, String path, JsonNode value) {
        String[] names = path.split("\\.", -1);
        ObjectNode parent = values;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.path(names[i]) instanceof ObjectNode inner ? inner : parent.putObject(names[i]);
        }
        parent.set(names[names.length - 1], value);
    }

    static void put(ObjectNode values, String path, String text) {
        put(values, path, JsonNodeFactory.instance.stringNode(text));
    }
}
