package io.weft.destination.grpc;

import io.weft.api.outbound.HttpRoute.Distribution;
import io.weft.api.outbound.HttpRoute.RouteBackend;
import io.weft.api.outbound.HttpRoute.WeightedRouteBackend;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import io.weft.kubernetes.resource.LoadPenalty;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the requests of an HTTP rule go. Pure. */
final class HttpDistributions {
    private HttpDistributions() {}

    /**
     * To each its share; where nobody has one, nowhere.
     *
     * @param own where all of them go if there are no shares
     * @param timeout of each try
     * @param penalty of replicas that fail
     */
    static Distribution of(
            Backend own, List<WeightedBackend> shares, Optional<Duration> timeout, Optional<LoadPenalty> penalty) {
        Distribution.Builder message = Distribution.newBuilder();
        if (shares.isEmpty()) {
            return only(BackendTranslator.toMessage(own, penalty), timeout);
        }
        if (shares.stream().allMatch(share -> share.weight() == 0)) {
            return message.setEmpty(Distribution.Empty.getDefaultInstance()).build();
        }
        Distribution.RandomAvailable.Builder random = Distribution.RandomAvailable.newBuilder();
        shares.forEach(share -> random.addBackends(share(share, timeout, penalty)));
        return message.setRandomAvailable(random).build();
    }

    private static Distribution only(io.weft.api.outbound.Backend backend, Optional<Duration> timeout) {
        RouteBackend.Builder route = RouteBackend.newBuilder().setBackend(backend);
        timeout.map(Durations::toMessage).ifPresent(route::setRequestTimeout);
        return Distribution.newBuilder()
                .setFirstAvailable(Distribution.FirstAvailable.newBuilder().addBackends(route))
                .build();
    }

    private static WeightedRouteBackend share(
            WeightedBackend share, Optional<Duration> timeout, Optional<LoadPenalty> penalty) {
        RouteBackend.Builder route =
                RouteBackend.newBuilder().setBackend(BackendTranslator.toMessage(share.backend(), penalty));
        if (share.backend() instanceof Backend.Missing missing) {
            route.addFilters(HttpFilterTranslator.failure(missing.reason()));
        }
        route.addAllFilters(HttpFilterTranslator.toMessages(share.filters()));
        timeout.map(Durations::toMessage).ifPresent(route::setRequestTimeout);
        return WeightedRouteBackend.newBuilder()
                .setBackend(route)
                .setWeight((int) share.weight()) // 32 bits without sign, as checked where it was read
                .build();
    }
}
