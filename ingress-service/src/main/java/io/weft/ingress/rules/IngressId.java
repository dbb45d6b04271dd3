package io.weft.ingress.rules;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;

/**
 * An Ingress.
 *
 * @param uid of this one, and none of the same name before it; may be empty
 */
public record IngressId(String namespace, String name, String uid) {
    static IngressId of(ObjectMeta metadata) {
        return new IngressId(
                metadata.getNamespace(), metadata.getName(), Objects.requireNonNullElse(metadata.getUid(), ""));
    }
}
