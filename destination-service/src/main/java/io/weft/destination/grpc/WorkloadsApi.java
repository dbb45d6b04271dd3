package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.WorkloadsGrpc.WorkloadsImplBase;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.destination.index.MeshIndex;
import io.weft.service.grpc.WatchStreams;

/** All workloads of the mesh. Threading: called by gRPC; streams go on elsewhere. */
public final class WorkloadsApi extends WorkloadsImplBase {
    private final MeshIndex index;
    private final Calls calls;
    private final WatchStreams streams;

    public WorkloadsApi(MeshIndex index, Calls calls, WatchStreams streams) {
        this.index = index;
        this.calls = calls;
        this.streams = streams;
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WorkloadsUpdate> caller) {
        calls.answer(
                caller, () -> streams.serve(index.roster().version(), new WorkloadUpdates(index.roster()), caller));
    }
}
