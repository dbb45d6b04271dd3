package io.weft.destination.grpc;

import io.grpc.StatusRuntimeException;
import io.weft.destination.index.MeshIndex;

/** Refuses to answer before the mesh is known: an empty answer would be a wrong one. */
final class Readiness {
    private final MeshIndex index;

    Readiness(MeshIndex index) {
        this.index = index;
    }

    /** @throws StatusRuntimeException UNAVAILABLE before the feed's first complete state */
    void check() {
        if (!index.loaded()) {
            throw Refused.unavailable("the feed has not told everything it knows yet; ask again");
        }
    }
}
