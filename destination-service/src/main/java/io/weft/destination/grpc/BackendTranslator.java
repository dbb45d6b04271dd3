package io.weft.destination.grpc;

import io.weft.api.outbound.Backend;
import io.weft.api.outbound.Queue;
import io.weft.destination.routes.Backend.Missing;
import io.weft.destination.routes.Backend.Outside;
import io.weft.destination.routes.Backend.ToService;
import java.time.Duration;

/**
 * What stands at the end of routes. Pure.
 *
 * @see "wire-api, 11.4; wire-behaviour, 1.8"
 */
final class BackendTranslator {
    private static final Queue QUEUE = Queue.newBuilder()
            .setCapacity(100)
            .setFailfastTimeout(Durations.toMessage(Duration.ofSeconds(3)))
            .build();

    private static final Backend.BalanceP2c.PeakEwma LOAD = Backend.BalanceP2c.PeakEwma.newBuilder()
            .setDefaultRtt(Durations.toMessage(Duration.ofMillis(30)))
            .setDecay(Durations.toMessage(Duration.ofSeconds(10)))
            .build();

    private BackendTranslator() {}

    /** One that is missing leads nowhere; a filter beside it must say why. */
    static Backend toMessage(io.weft.destination.routes.Backend backend) {
        return switch (backend) {
            case ToService service -> balanced(service);
            case Outside outside -> forward(outside);
            case Missing missing ->
                Backend.newBuilder()
                        .setMetadata(MetaTranslator.toMessage(missing.ref()))
                        .setQueue(QUEUE)
                        .build();
        };
    }

    private static Backend forward(Outside outside) {
        return Backend.newBuilder()
                .setMetadata(MetaTranslator.toMessage(outside.ref()))
                .setForward(EndpointTranslator.bare(outside.target()))
                .setQueue(QUEUE)
                .build();
    }

    private static Backend balanced(ToService service) {
        return Backend.newBuilder()
                .setMetadata(MetaTranslator.ofService(service.service(), service.port()))
                .setBalancer(Backend.BalanceP2c.newBuilder()
                        .setDiscovery(Backend.EndpointDiscovery.newBuilder()
                                .setDst(Backend.EndpointDiscovery.DestinationGet.newBuilder()
                                        .setPath(service.path())))
                        .setPeakEwma(LOAD))
                .setQueue(QUEUE)
                .build();
    }
}
