package io.weft.cli.inject;

import io.weft.cli.machine.MachineException;
import io.weft.injection.MalformedObjectException;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes through documents, those inside Lists too, and changes the objects among them. */
final class ManifestChange {
    private final BiFunction<ObjectNode, InjectReport, ObjectNode> change;

    /** @param change gives the object back as it is, or another in its place, and reports what it did */
    ManifestChange(BiFunction<ObjectNode, InjectReport, ObjectNode> change) {
        this.change = change;
    }

    List<JsonNode> apply(List<JsonNode> documents, InjectReport report) {
        return documents.stream().map(document -> apply(document, report)).toList();
    }

    private JsonNode apply(JsonNode document, InjectReport report) {
        if (!(document instanceof ObjectNode object)
                || object.path("kind").asString("").isEmpty()) {
            report.withoutKind();
            return document;
        }
        if (object.path("items") instanceof ArrayNode items
                && object.path("kind").asString("").endsWith("List")) {
            ObjectNode list = object.deepCopy();
            ArrayNode changed = list.putArray("items");
            items.forEach(item -> changed.add(apply(item, report)));
            return list;
        }
        try {
            return change.apply(object, report);
        } catch (MalformedObjectException malformed) {
            String name = object.path("metadata").path("name").asString("");
            throw new MachineException(
                    object.path("kind").asString("") + " \"" + name + "\": " + malformed.getMessage(), malformed);
        }
    }
}
