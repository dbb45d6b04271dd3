package io.weft.proxy.inbound.policy;

import io.weft.api.meta.Metadata;
import io.weft.api.meta.Resource;
import io.weft.core.ResourceRef;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.Map;

/**
 * ReferenceTranslator of inbound policies: parts may be missing, and there are two older ways of writing one.
 *
 * @see "proxy-behaviour, 7: server labels"
 */
final class ReferenceTranslator {
    private static final String GROUP = "policy.linkerd.io";
    private static final String LEGACY_DEFAULT = "default:";

    private ReferenceTranslator() {}

    /** As metadata; {@code otherwise} where there is none. */
    static ResourceRef read(Metadata message, ResourceRef otherwise) {
        return switch (message.getKindCase()) {
            case DEFAULT -> ResourceRef.ofDefault(message.getDefault());
            case RESOURCE -> resource(message.getResource());
            case KIND_NOT_SET -> otherwise;
        };
    }

    /**
     * As labels: {@code name}, and {@code group} and {@code kind} unless they are the usual ones.
     *
     * @param usualKind where the labels say none
     * @throws InvalidPolicyException without {@code name}
     */
    static ResourceRef read(Map<String, String> labels, String usualKind) {
        String name = labels.getOrDefault("name", "");
        if (name.isEmpty()) {
            throw new InvalidPolicyException("labels without name: " + labels);
        }
        String kind = labels.getOrDefault("kind", usualKind);
        if (name.startsWith(LEGACY_DEFAULT)) {
            return ResourceRef.ofDefault(name.substring(LEGACY_DEFAULT.length()));
        }
        return kind.equals(ResourceRef.DEFAULT_KIND)
                ? ResourceRef.ofDefault(name)
                : ResourceRef.of(labels.getOrDefault("group", GROUP), kind, "", name);
    }

    private static ResourceRef resource(Resource message) {
        if (message.getGroup().isEmpty() && message.getKind().equals(ResourceRef.DEFAULT_KIND)) {
            return ResourceRef.ofDefault(message.getName());
        }
        return new ResourceRef(
                message.getGroup(),
                message.getKind(),
                message.getNamespace(),
                message.getName(),
                message.getSection(),
                message.getPort());
    }
}
