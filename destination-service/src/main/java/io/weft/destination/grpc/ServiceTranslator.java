package io.weft.destination.grpc;

import io.weft.api.mesh.KnownService;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.destination.services.MeshService;
import java.util.List;

/** Services as viz sees them. Pure. */
final class ServiceTranslator {
    private ServiceTranslator() {}

    static ServicesUpdate toMessage(List<MeshService> services) {
        ServicesUpdate.Builder update = ServicesUpdate.newBuilder();
        services.forEach(service -> update.addServices(KnownService.newBuilder()
                .setNamespace(service.id().namespace())
                .setName(service.id().name())
                .putAllSelector(service.selector())
                .setMirrorOf(service.mirrorOf().orElse(""))));
        return update.build();
    }
}
