package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.SplitsGrpc.SplitsImplBase;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.destination.index.MeshIndex;

/** How the traffic of Services is split. Threading: called by gRPC; streams go on elsewhere. */
public final class SplitsApi extends SplitsImplBase {
    private final MeshIndex index;
    private final Calls calls;

    public SplitsApi(MeshIndex index, Calls calls) {
        this.index = index;
        this.calls = calls;
    }

    @Override
    public void watch(SplitsRequest request, StreamObserver<SplitsUpdate> caller) {
        calls.answer(
                caller, () -> calls.watch(index.splits(), MeshIndex.ALL_SPLITS, SplitTranslator::toMessage, caller));
    }
}
