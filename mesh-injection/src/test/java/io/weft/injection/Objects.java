package io.weft.injection;

import io.weft.injection.InjectionSettings.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Objects written as YAML, and the settings a fresh install would have. */
final class Objects {
    static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();
    static final Path CASES = Path.of("src/test/resources/io/weft/injection/objects");
    private static final Path VALUES = Path.of("../helm/linkerd-control-plane/values.yaml");

    private Objects() {}

    static InjectionSettings settings(Origin origin) {
        ObjectNode values = read(text(VALUES)).getFirst();
        values.put("linkerdVersion", "0.1.0");
        return new InjectionSettings("linkerd", new ChartValues(values), "anchors\n", origin, "0.1.0");
    }

    /** The namespace {@code shop}, as the Namespace among {@code documents} has it, if there is one. */
    static Surroundings around(List<ObjectNode> documents) {
        Optional<ObjectNode> namespace = documents.stream()
                .filter(each -> each.path("kind").asString("").equals("Namespace"))
                .findFirst();
        return namespace
                .map(each -> new Surroundings(
                        "shop",
                        PodTemplate.strings(each.path("metadata"), "annotations"),
                        PodTemplate.strings(each.path("metadata"), "labels"),
                        Optional.empty()))
                .orElseGet(() -> new Surroundings("shop", Map.of(), Map.of(), Optional.empty()));
    }

    static ObjectNode one(String text) {
        return read(text).getLast();
    }

    static List<ObjectNode> read(String text) {
        List<ObjectNode> documents = new ArrayList<>();
        try (MappingIterator<ObjectNode> each = YAML.readerFor(ObjectNode.class).readValues(text)) {
            each.forEachRemaining(documents::add);
        }
        return documents;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
