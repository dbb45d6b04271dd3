package io.weft.destination.grpc;

import io.weft.api.meta.Metadata;
import io.weft.api.meta.Resource;
import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import java.util.Map;

/** References to objects and defaults. Pure. */
final class MetaTranslator {
    private MetaTranslator() {}

    static Metadata toMessage(ResourceRef ref) {
        return ref.isDefault()
                ? ofDefault(ref.name())
                : Metadata.newBuilder().setResource(resource(ref)).build();
    }

    /** A setting no object stands behind. */
    static Metadata ofDefault(String name) {
        return Metadata.newBuilder().setDefault(name).build();
    }

    /** A Service in full: outbound policies are refused whole if a part is missing. */
    static Metadata ofService(ServiceId service, int port) {
        return toMessage(ResourceRef.of("core", "Service", service.namespace(), service.name())
                .withPort(port));
    }

    /** The older form of the same, which readers of inbound policies still know. */
    static Map<String, String> labels(ResourceRef ref) {
        return Map.of("group", ref.group(), "kind", ref.kind(), "name", ref.name());
    }

    private static Resource resource(ResourceRef ref) {
        return Resource.newBuilder()
                .setGroup(ref.group())
                .setKind(ref.kind())
                .setName(ref.name())
                .setNamespace(ref.namespace())
                .setSection(ref.section())
                .setPort(ref.port())
                .build();
    }
}
