package io.weft.destination.grpc;

import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.outbound.HttpRoute.Distribution;
import io.weft.api.outbound.HttpRoute.Filter;
import io.weft.api.outbound.HttpRoute.RouteBackend;
import io.weft.api.outbound.HttpRoute.WeightedRouteBackend;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.util.List;

/** Where the requests of an HTTP rule go. Pure. */
final class HttpDistributions {
    private static final int FAILED = 500;

    private HttpDistributions() {}

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
            return Distribution.newBuilder()
                    .setEmpty(Distribution.Empty.getDefaultInstance())
                    .build();
        }
        return Distribution.newBuilder()
                .setRandomAvailable(Distribution.RandomAvailable.newBuilder()
                        .addAllBackends(
                                backends.stream().map(HttpDistributions::share).toList()))
                .build();
    }

    private static WeightedRouteBackend share(WeightedBackend share) {
        RouteBackend.Builder backend =
                RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(share.backend()));
        if (share.backend() instanceof Backend.Missing missing) {
            backend.addFilters(Filter.newBuilder()
                    .setFailureInjector(
                            HttpFailureInjector.newBuilder().setStatus(FAILED).setMessage(missing.reason())));
        }
        return WeightedRouteBackend.newBuilder()
                .setBackend(backend)
                .setWeight((int) share.weight()) // 32 bits without sign, as checked where it was read
                .build();
    }
}
