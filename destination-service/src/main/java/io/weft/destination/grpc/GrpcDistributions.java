package io.weft.destination.grpc;

import io.weft.api.outbound.GrpcRoute.Distribution;
import io.weft.api.outbound.GrpcRoute.RouteBackend;
import io.weft.api.outbound.GrpcRoute.WeightedRouteBackend;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import io.weft.kubernetes.resource.LoadPenalty;
import java.util.List;
import java.util.Optional;

/** Where the calls of a gRPC rule go. Pure. */
final class GrpcDistributions {
    private GrpcDistributions() {}

    /**
     * To each its share; where nobody has one, nowhere.
     *
     * @param own where all of them go if there are no shares
     * @param penalty of replicas that fail
     */
    static Distribution of(Backend own, List<WeightedBackend> shares, Optional<LoadPenalty> penalty) {
        Distribution.Builder message = Distribution.newBuilder();
        if (shares.isEmpty()) {
            return message.setFirstAvailable(Distribution.FirstAvailable.newBuilder()
                            .addBackends(
                                    RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(own, penalty))))
                    .build();
        }
        if (shares.stream().allMatch(share -> share.weight() == 0)) {
            return message.setEmpty(Distribution.Empty.getDefaultInstance()).build();
        }
        Distribution.RandomAvailable.Builder random = Distribution.RandomAvailable.newBuilder();
        shares.forEach(share -> random.addBackends(share(share, penalty)));
        return message.setRandomAvailable(random).build();
    }

    private static WeightedRouteBackend share(WeightedBackend share, Optional<LoadPenalty> penalty) {
        RouteBackend.Builder route =
                RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(share.backend(), penalty));
        if (share.backend() instanceof Backend.Missing missing) {
            route.addFilters(GrpcFilterTranslator.failure(missing.reason()));
        }
        route.addAllFilters(GrpcFilterTranslator.toMessages(share.filters()));
        return WeightedRouteBackend.newBuilder()
                .setBackend(route)
                .setWeight((int) share.weight()) // 32 bits without sign, as checked where it was read
                .build();
    }
}
