package io.weft.ingress.manifests;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;

/** Reads YAML. */
public final class Manifests {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Manifests() {}

    public static <T extends HasMetadata> T read(Class<T> kind, String yaml) {
        return YAML.unmarshal(yaml, kind);
    }

    /** Several documents. */
    public static <T extends HasMetadata> List<T> all(Class<T> kind, String yaml) {
        return Stream.of(yaml.split("(?m)^---\\n", -1))
                .map(each -> read(kind, each))
                .toList();
    }
}
