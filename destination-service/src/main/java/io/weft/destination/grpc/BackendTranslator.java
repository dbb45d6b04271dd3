package io.weft.destination.grpc;

import io.weft.api.outbound.Backend;
import io.weft.api.outbound.Queue;
import io.weft.destination.routes.Backend.External;
import io.weft.destination.routes.Backend.Missing;
import io.weft.destination.routes.Backend.Outside;
import io.weft.destination.routes.Backend.ToService;
import io.weft.kubernetes.resource.LoadPenalty;
import java.time.Duration;
import java.util.Optional;

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

    private static final com.google.protobuf.Duration DEFAULT_RTT = Durations.toMessage(Duration.ofMillis(30));
    private static final com.google.protobuf.Duration DECAY = Durations.toMessage(Duration.ofSeconds(10));

    private BackendTranslator() {}

    /** Of connections. One that is missing leads nowhere; a filter beside it must say why. */
    static Backend toMessage(io.weft.destination.routes.Backend backend) {
        return toMessage(backend, Optional.empty());
    }

    /** Of requests, whose answers tell of failures. */
    static Backend toMessage(io.weft.destination.routes.Backend backend, Optional<LoadPenalty> penalty) {
        return switch (backend) {
            case ToService service -> balanced(service, penalty);
            case Outside outside -> forward(outside);
            case External external -> named(external);
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

    private static Backend named(External external) {
        return Backend.newBuilder()
                .setMetadata(MetaTranslator.ofService(external.service(), external.port()))
                .setForward(EndpointTranslator.external(external))
                .setQueue(QUEUE)
                .build();
    }

    private static Backend balanced(ToService service, Optional<LoadPenalty> penalty) {
        Backend.BalanceP2c.Builder balancer = Backend.BalanceP2c.newBuilder()
                .setDiscovery(Backend.EndpointDiscovery.newBuilder()
                        .setDst(Backend.EndpointDiscovery.DestinationGet.newBuilder()
                                .setPath(service.path())));
        penalty.ifPresentOrElse(
                each -> balancer.setPenaltyPeakEwma(penalized(each)),
                () -> balancer.getPeakEwmaBuilder().setDefaultRtt(DEFAULT_RTT).setDecay(DECAY));
        return Backend.newBuilder()
                .setMetadata(MetaTranslator.ofService(service.service(), service.port()))
                .setBalancer(balancer)
                .setQueue(QUEUE)
                .build();
    }

    private static Backend.BalanceP2c.PenaltyPeakEwma penalized(LoadPenalty penalty) {
        return Backend.BalanceP2c.PenaltyPeakEwma.newBuilder()
                .setDefaultRtt(DEFAULT_RTT)
                .setDecay(DECAY)
                .setPenalty(Durations.toMessage(penalty.penalty()))
                .setMaxRetryAfter(Durations.toMessage(penalty.maxRetryAfter()))
                .setPenaltyDecay(DECAY)
                .build();
    }
}
