package io.weft.architecture;

import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The manifests that pages show. */
final class Manifests {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ResourceReader READER = new ResourceReader();

    private Manifests() {}

    /** What the mesh would refuse of those on a page, and why. */
    static List<String> complaints(Path page) {
        List<String> complaints = new ArrayList<>();
        FENCE.matcher(Repository.text(page))
                .results()
                .forEach(fence -> documents(fence).forEach(document -> read(page, document, complaints)));
        return complaints;
    }

    private static List<String> documents(MatchResult fence) {
        return List.of(fence.group(1).split("(?m)^---$"));
    }

    private static void read(Path page, String document, List<String> complaints) {
        try {
            JsonNode object = YAML.readTree(document);
            if (object.has("apiVersion")) {
                READER.read(object);
            }
        } catch (ResourceException | JacksonException broken) {
            complaints.add(page + ": " + broken.getMessage() + " in\n" + document);
        }
    }
}
