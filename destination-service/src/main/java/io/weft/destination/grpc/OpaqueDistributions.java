package io.weft.destination.grpc;

import io.weft.api.opaqueroute.Invalid;
import io.weft.api.outbound.OpaqueRoute.Distribution;
import io.weft.api.outbound.OpaqueRoute.Filter;
import io.weft.api.outbound.OpaqueRoute.RouteBackend;
import io.weft.api.outbound.OpaqueRoute.WeightedRouteBackend;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.util.List;

/** Where connections go that nobody looks into. Pure. */
final class OpaqueDistributions {
    private OpaqueDistributions() {}

    /**
     * To each its share; where nobody has one, nowhere.
     *
     * @param own where all of them go if there are no shares
     */
    static Distribution of(Backend own, List<WeightedBackend> shares) {
        if (shares.isEmpty()) {
            return Distribution.newBuilder()
                    .setFirstAvailable(Distribution.FirstAvailable.newBuilder()
                            .addBackends(RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(own))))
                    .build();
        }
        if (shares.stream().allMatch(share -> share.weight() == 0)) {
            return nowhere();
        }
        return Distribution.newBuilder()
                .setRandomAvailable(Distribution.RandomAvailable.newBuilder()
                        .addAllBackends(
                                shares.stream().map(OpaqueDistributions::share).toList()))
                .build();
    }

    static Distribution nowhere() {
        return Distribution.newBuilder()
                .setEmpty(Distribution.Empty.getDefaultInstance())
                .build();
    }

    private static WeightedRouteBackend share(WeightedBackend share) {
        RouteBackend.Builder backend =
                RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(share.backend()));
        if (share.backend() instanceof Backend.Missing missing) {
            backend.addFilters(
                    Filter.newBuilder().setInvalid(Invalid.newBuilder().setMessage(missing.reason())));
        }
        return WeightedRouteBackend.newBuilder()
                .setBackend(backend)
                .setWeight((int) share.weight()) // 32 bits without sign, as checked where it was read
                .build();
    }
}
