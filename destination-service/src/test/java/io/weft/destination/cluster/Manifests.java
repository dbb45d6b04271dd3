package io.weft.destination.cluster;

import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceReader;
import java.util.Arrays;
import java.util.List;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads manifests as the feeds do. */
public final class Manifests {
    private static final YAMLMapper YAML = YAMLMapper.shared();
    private static final ResourceReader READER = new ResourceReader();

    private Manifests() {}

    /** Documents separated by lines of three dashes; every one must be of a kind the mesh uses. */
    public static List<Resource> read(String text) {
        return Arrays.stream(text.split("(?m)^---\\s*$", -1))
                .filter(document -> !document.isBlank())
                .map(Manifests::one)
                .toList();
    }

    private static Resource one(String document) {
        if (READER.read(YAML.readTree(document)) instanceof Reading.Known(Resource resource)) {
            return resource;
        }
        throw new IllegalArgumentException("not of a kind the mesh uses: " + document);
    }
}
