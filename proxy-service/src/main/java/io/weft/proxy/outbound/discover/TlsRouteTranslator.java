package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.InvalidPolicyException.check;

import io.weft.api.outbound.TlsRoute;
import io.weft.api.outbound.TlsRoute.Distribution;
import io.weft.proxy.outbound.discover.RouteDraft.Choice;
import io.weft.proxy.outbound.discover.RouteDraft.Filter;
import io.weft.proxy.outbound.discover.RouteDraft.Rule;
import java.util.List;

/** Reads TLS routes; each has exactly one rule. */
record TlsRouteTranslator(BackendTranslator backends) {
    /** @throws InvalidPolicyException if the route cannot be followed */
    RouteDraft read(TlsRoute message) {
        check(message.getRulesCount() == 1, "a TLS route without exactly one rule");
        return new RouteDraft(
                ReferenceTranslator.read(message.getMetadata(), "a TLS route"),
                message.getSnisCount() > 0,
                List.of(rule(message.getRules(0))));
    }

    private Rule rule(TlsRoute.Rule message) {
        return new Rule(false, filters(message.getFiltersList()), choices(message.getBackends()));
    }

    private List<Choice> choices(Distribution message) {
        return switch (message.getKindCase()) {
            case EMPTY -> List.of();
            case FIRST_AVAILABLE ->
                some(message.getFirstAvailable().getBackendsList().stream()
                        .map(backend -> choice(backend, 1))
                        .toList());
            case RANDOM_AVAILABLE ->
                some(message.getRandomAvailable().getBackendsList().stream()
                        .map(weighted -> choice(weighted.getBackend(), weighted.getWeight()))
                        .toList());
            case KIND_NOT_SET -> throw new InvalidPolicyException("a rule without backends");
        };
    }

    private Choice choice(TlsRoute.RouteBackend message, int weight) {
        check(message.hasBackend(), "a route backend without backend");
        return new Choice(backends.translate(message.getBackend()), filters(message.getFiltersList()), weight);
    }

    private static List<Filter> filters(List<TlsRoute.Filter> messages) {
        return messages.stream()
                .map(message -> message.hasForbidden() ? Filter.FORBID : Filter.FAIL)
                .toList();
    }

    private static <T> List<T> some(List<T> choices) {
        check(!choices.isEmpty(), "a distribution over no backends");
        return choices;
    }
}
