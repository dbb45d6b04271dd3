package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.outbound.TlsRoute;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;

/** Reads TLS routes; each has exactly one rule. */
record TlsRouteTranslator(BackendTranslator backends) {
    /** @throws InvalidPolicyException if the route cannot be followed */
    Route read(TlsRoute message) {
        check(message.getRulesCount() == 1, "a TLS route without exactly one rule");
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), "a TLS route");
        TlsRoute.Rule rule = message.getRules(0);
        Distribution backends = distribution(rule.getBackends());
        return new Route(
                ref, rule.getFiltersCount() == 0 ? backends : Distribution.to(refusal(ref, rule.getFiltersList())));
    }

    /** A filter refuses, wherever it stands and however many backends there are. */
    private static Backend refusal(ResourceRef ref, List<TlsRoute.Filter> filters) {
        return filters.stream().anyMatch(TlsRoute.Filter::hasForbidden)
                ? new Backend.Forbidden(ref)
                : new Backend.Invalid(ref, "the policy fails every connection");
    }

    private Distribution distribution(TlsRoute.Distribution message) {
        var translator = new DistributionTranslator<>(
                this::share, TlsRoute.WeightedRouteBackend::getBackend, TlsRoute.WeightedRouteBackend::getWeight);
        return switch (message.getKindCase()) {
            case EMPTY -> DistributionTranslator.EMPTY;
            case FIRST_AVAILABLE -> translator.first(message.getFirstAvailable().getBackendsList());
            case RANDOM_AVAILABLE ->
                translator.weighted(message.getRandomAvailable().getBackendsList());
            case KIND_NOT_SET -> throw new InvalidPolicyException("a rule without backends");
        };
    }

    private Share share(TlsRoute.RouteBackend message) {
        check(message.hasBackend(), "a route backend without backend");
        Backend backend = backends.translate(message.getBackend());
        boolean refused = message.getFiltersCount() > 0;
        return new Share(refused ? refusal(backend.ref(), message.getFiltersList()) : backend, List.of(), 1);
    }
}
