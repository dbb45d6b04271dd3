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

    /** All of them to one. */
    static Distribution only(io.weft.api.outbound.Backend backend) {
        return Distribution.newBuilder()
                .setFirstAvailable(Distribution.FirstAvailable.newBuilder()
                        .addBackends(RouteBackend.newBuilder().setBackend(backend)))
                .build();
    }

    /** To each its share; where nobody has one, nowhere. */
    static Distribution weighted(List<WeightedBackend> backends) {
        if (backends.stream().allMatch(backend -> backend.weight() == 0)) {
            return nowhere();
        }
        return Distribution.newBuilder()
                .setRandomAvailable(Distribution.RandomAvailable.newBuilder()
                        .addAllBackends(backends.stream()
                                .map(OpaqueDistributions::share)
                                .toList()))
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
