package io.weft.destination.grpc;

import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.ServicesGrpc.ServicesImplBase;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.destination.index.MeshIndex;

/** Which Services there are. Threading: called by gRPC; streams go on elsewhere. */
public final class ServicesApi extends ServicesImplBase {
    private final MeshIndex index;
    private final Calls calls;

    public ServicesApi(MeshIndex index, Calls calls) {
        this.index = index;
        this.calls = calls;
    }

    @Override
    public void watch(ServicesRequest request, StreamObserver<ServicesUpdate> caller) {
        calls.answer(
                caller,
                () -> calls.watch(index.services(), MeshIndex.ALL_SERVICES, ServiceTranslator::toMessage, caller));
    }
}
