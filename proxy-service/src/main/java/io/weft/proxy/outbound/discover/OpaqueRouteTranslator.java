package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.outbound.OpaqueRoute;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;

/** Reads opaque routes; each has exactly one rule. */
record OpaqueRouteTranslator(BackendTranslator backends) {
    /** @throws InvalidPolicyException if the route cannot be followed */
    Route read(OpaqueRoute message) {
        check(message.getRulesCount() == 1, "an opaque route without exactly one rule");
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), "an opaque route");
        OpaqueRoute.Rule rule = message.getRules(0);
        Distribution backends = distribution(rule.getBackends());
        return new Route(
                ref, rule.getFiltersCount() == 0 ? backends : Distribution.to(refusal(ref, rule.getFiltersList())));
    }

    /** A filter refuses, wherever it stands and however many backends there are. */
    private static Backend refusal(ResourceRef ref, List<OpaqueRoute.Filter> filters) {
        return filters.stream().anyMatch(OpaqueRoute.Filter::hasForbidden)
                ? new Backend.Forbidden(ref)
                : new Backend.Invalid(ref, "the policy fails every connection");
    }

    private Distribution distribution(OpaqueRoute.Distribution message) {
        var translator = new DistributionTranslator<>(
                this::share, OpaqueRoute.WeightedRouteBackend::getBackend, OpaqueRoute.WeightedRouteBackend::getWeight);
        return switch (message.getKindCase()) {
            case EMPTY -> DistributionTranslator.EMPTY;
            case FIRST_AVAILABLE -> translator.first(message.getFirstAvailable().getBackendsList());
            case RANDOM_AVAILABLE ->
                translator.weighted(message.getRandomAvailable().getBackendsList());
            case KIND_NOT_SET -> throw new InvalidPolicyException("a rule without backends");
        };
    }

    private Share share(OpaqueRoute.RouteBackend message) {
        check(message.hasBackend(), "a route backend without backend");
        Backend backend = backends.translate(message.getBackend());
        boolean refused = message.getFiltersCount() > 0;
        return new Share(refused ? refusal(backend.ref(), message.getFiltersList()) : backend, List.of(), 1);
    }
}
