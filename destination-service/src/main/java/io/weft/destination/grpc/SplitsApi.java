package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.SplitsGrpc.SplitsImplBase;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.destination.index.MeshIndex;
import io.weft.service.grpc.WatchStreams;
import java.util.List;

/** How the traffic of Services is split. Threading: called by gRPC; streams go on elsewhere. */
public final class SplitsApi extends SplitsImplBase {
    private final MeshIndex index;
    private final Calls calls;
    private final WatchStreams streams;

    public SplitsApi(MeshIndex index, Calls calls, WatchStreams streams) {
        this.index = index;
        this.calls = calls;
        this.streams = streams;
    }

    @Override
    public void watch(SplitsRequest request, StreamObserver<SplitsUpdate> caller) {
        calls.answer(
                caller,
                () -> streams.serve(index.splits(), splits -> List.of(SplitTranslator.toMessage(splits)), caller));
    }
}
