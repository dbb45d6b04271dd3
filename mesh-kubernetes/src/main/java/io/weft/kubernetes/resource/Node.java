package io.weft.kubernetes.resource;

import java.util.Optional;

/**
 * A machine that runs workloads. It belongs to no namespace.
 *
 * @param zone where it stands, if it says
 */
public record Node(Metadata metadata, Optional<String> zone) implements Resource {
    @Override
    public ResourceKind kind() {
        return ResourceKind.NODE;
    }
}
