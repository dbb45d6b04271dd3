package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.weft.kubernetes.resource.ResourceKind;

/**
 * A kind as an API server serves it.
 *
 * @param version the newest it serves of those we accept
 * @param plural its name in paths
 */
record ServedKind(ResourceKind kind, String version, String plural) {
    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(version)
                .withKind(kind.kind())
                .withPlural(plural)
                .withNamespaced(kind.isNamespaced())
                .build();
    }
}
