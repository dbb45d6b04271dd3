package io.weft.destination.grpc;

import io.weft.api.opaqueroute.Invalid;
import io.weft.api.outbound.TlsRoute.Distribution;
import io.weft.api.outbound.TlsRoute.Filter;
import io.weft.api.outbound.TlsRoute.RouteBackend;
import io.weft.api.outbound.TlsRoute.WeightedRouteBackend;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.util.List;

/** Where connections go of which only the server name is read. Pure. */
final class TlsDistributions {
    private TlsDistributions() {}

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
                                shares.stream().map(TlsDistributions::share).toList()))
                .build();
    }

    private static Distribution nowhere() {
        return Distribution.newBuilder()
                .setEmpty(Distribution.Empty.getDefaultInstance())
                .build();
    }

    /** TLS is the application's own there. */
    private static Backend asItIs(Backend backend) {
        return backend instanceof Backend.External external ? external.withoutTls() : backend;
    }

    private static WeightedRouteBackend share(WeightedBackend share) {
        RouteBackend.Builder backend =
                RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(asItIs(share.backend())));
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
