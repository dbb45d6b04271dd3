package io.weft.cli.cluster;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An object as the API server tells it. */
public record ClusterObject(JsonNode json) {
    private static final String METADATA = "metadata";

    public String name() {
        return json.path(METADATA).path("name").asString("");
    }

    /** Empty for kinds that belong to none. */
    public String namespace() {
        return json.path(METADATA).path("namespace").asString("");
    }

    /** {@code NAMESPACE/NAME}, or the name alone. */
    public String title() {
        return namespace().isEmpty() ? name() : namespace() + "/" + name();
    }

    /** Empty without such a label. */
    public String label(String key) {
        return labels().path(key).asString("");
    }

    public JsonNode labels() {
        return json.path(METADATA).path("labels");
    }

    /** Empty without such an annotation. */
    public String annotation(String key) {
        return annotations().path(key).asString("");
    }

    public JsonNode annotations() {
        return json.path(METADATA).path("annotations");
    }

    /** Whether somebody deleted it, and it is about to go. */
    public boolean isLeaving() {
        return json.path(METADATA).has("deletionTimestamp");
    }

    /** Whether a pod says that it is ready. */
    public boolean isReady() {
        return items("/status/conditions")
                .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True"));
    }

    /** {@code pointer} is a JSON pointer, such as {@code /spec/replicas}. */
    public JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** What stands at a JSON pointer; empty if it is no text. */
    public String text(String pointer) {
        return json.at(pointer).asString("");
    }

    /** The items of the list at a JSON pointer; none if there is no list. */
    public Stream<JsonNode> items(String pointer) {
        return json.at(pointer).valueStream();
    }
}
