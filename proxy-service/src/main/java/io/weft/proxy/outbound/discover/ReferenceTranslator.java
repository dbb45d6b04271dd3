package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.meta.Metadata;
import io.weft.api.meta.Resource;
import io.weft.core.ResourceRef;
import io.weft.proxy.route.InvalidPolicyException;

/** ReferenceTranslator of outbound policies, which must be complete. */
final class ReferenceTranslator {
    private ReferenceTranslator() {}

    /** @throws InvalidPolicyException if the reference is missing or lacks a part that must be there */
    static ResourceRef read(Metadata message, String of) {
        return switch (message.getKindCase()) {
            case DEFAULT -> ResourceRef.ofDefault(message.getDefault());
            case RESOURCE -> resource(message.getResource(), of);
            case KIND_NOT_SET -> throw new InvalidPolicyException(of + " has no metadata");
        };
    }

    private static ResourceRef resource(Resource message, String of) {
        check(
                !message.getGroup().isEmpty()
                        && !message.getKind().isEmpty()
                        && !message.getName().isEmpty()
                        && !message.getNamespace().isEmpty(),
                of + " has metadata without group, kind, name or namespace");
        return new ResourceRef(
                message.getGroup(),
                message.getKind(),
                message.getNamespace(),
                message.getName(),
                message.getSection(),
                message.getPort());
    }
}
