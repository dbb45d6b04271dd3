package io.weft.cli.inject;

import io.weft.cli.output.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What inject and uninject tell on standard error: warnings first, then one line per object, between blank lines.
 *
 * @see "cli, 5"
 */
final class InjectReport {
    private final SequencedMap<String, List<String>> concerns = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private boolean supported;

    /** An object that a sidecar could be asked for. */
    void supported() {
        supported = true;
    }

    /** Something about an object that whoever reads should know; objects of one concern share a line. */
    void concern(String text, JsonNode document) {
        concerns.computeIfAbsent(text, first -> new ArrayList<>()).add(name(document));
    }

    /** What became of an object. */
    void outcome(JsonNode document, String outcome) {
        lines.add(named(document) + " " + outcome);
    }

    void withoutKind() {
        lines.add("document without a kind skipped");
    }

    void print(Console console) {
        if (!supported) {
            concern("no supported objects found", JsonNodeFactory.instance.objectNode());
        }
        console.note("");
        concerns.forEach((text, names) -> console.note("‼ " + text + String.join(", ", named(names))));
        if (!concerns.isEmpty()) {
            console.note("");
        }
        lines.forEach(console::note);
        console.note("");
    }

    private static List<String> named(List<String> names) {
        List<String> known = new ArrayList<>(names);
        known.removeIf(String::isEmpty);
        if (!known.isEmpty()) {
            known.set(0, ": " + known.getFirst());
        }
        return known;
    }

    private static String named(JsonNode document) {
        return document.path("kind").asString("").toLowerCase(Locale.ROOT) + " \"" + metadataName(document) + "\"";
    }

    private static String name(JsonNode document) {
        String kind = document.path("kind").asString("").toLowerCase(Locale.ROOT);
        return kind.isEmpty() ? "" : kind + "/" + metadataName(document);
    }

    private static String metadataName(JsonNode document) {
        JsonNode metadata = document.path("metadata");
        return metadata.path("name").asString(metadata.path("generateName").asString(""));
    }
}
