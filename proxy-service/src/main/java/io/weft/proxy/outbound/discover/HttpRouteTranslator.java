package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.outbound.HttpRoute;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Retry.StatusRange;
import io.weft.proxy.route.FilterTranslator;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads HTTP routes. */
record HttpRouteTranslator(BackendTranslator backends) {
    private static final int LEAST_STATUS = 100;
    private static final int GREATEST_STATUS = 999;

    /** In no order yet. {@code InvalidPolicyException}: the route cannot be followed. */
    Stream<Case> read(HttpRoute message) {
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), "an HTTP route");
        return message.getRulesList().stream().flatMap(rule -> cases(ref, message, rule));
    }

    private Stream<Case> cases(ResourceRef ref, HttpRoute route, HttpRoute.Rule message) {
        Rule rule = new Rule(
                ref,
                filters(message.getFiltersList()),
                distribution(message.getBackends()),
                TimeTranslator.read(message.getTimeouts(), message.getRequestTimeout()),
                message.hasRetry() ? Optional.of(retry(message.getRetry())) : Optional.empty(),
                message.getAllowL5DRequestHeaders(),
                Optional.empty());
        List<HttpRouteMatch> matches = message.getMatchesList();
        return (matches.isEmpty()
                        ? Stream.of(HttpMatch.all())
                        : matches.stream().map(MatchTranslator::http))
                .flatMap(match -> MatchTranslator.ofHosts(route.getHostsList(), match))
                .map(match -> new Case(match, rule));
    }

    private static Retry retry(HttpRoute.Retry message) {
        check(message.hasConditions(), "a retry without conditions");
        List<StatusRange> statuses = message.getConditions().getStatusRangesList().stream()
                .map(range -> new StatusRange(range.getStart(), range.getEnd()))
                .toList();
        statuses.forEach(range -> check(
                range.first() >= LEAST_STATUS && range.last() <= GREATEST_STATUS && range.last() >= range.first(),
                "a range that is not of HTTP statuses"));
        return TimeTranslator.retry(
                message.getMaxRetries(),
                message.getMaxRequestBytes(),
                statuses,
                Set.of(),
                message.getTimeout(),
                message.hasBackoff() ? Optional.of(message.getBackoff()) : Optional.empty());
    }

    private Distribution distribution(HttpRoute.Distribution message) {
        var translator = new DistributionTranslator<>(
                this::share, HttpRoute.WeightedRouteBackend::getBackend, HttpRoute.WeightedRouteBackend::getWeight);
        return switch (message.getKindCase()) {
            case EMPTY -> DistributionTranslator.EMPTY;
            case FIRST_AVAILABLE -> translator.first(message.getFirstAvailable().getBackendsList());
            case RANDOM_AVAILABLE ->
                translator.weighted(message.getRandomAvailable().getBackendsList());
            case KIND_NOT_SET -> throw new InvalidPolicyException("a rule without backends");
        };
    }

    private Share share(HttpRoute.RouteBackend message) {
        check(message.hasBackend(), "a route backend without backend");
        return new Share(backends.translate(message.getBackend()), filters(message.getFiltersList()), 1);
    }

    private static List<HttpFilter> filters(List<HttpRoute.Filter> messages) {
        return messages.stream().map(HttpRouteTranslator::filter).toList();
    }

    private static HttpFilter filter(HttpRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> FilterTranslator.fail(message.getFailureInjector());
            case REDIRECT -> FilterTranslator.redirect(message.getRedirect());
            case REQUEST_HEADER_MODIFIER -> FilterTranslator.editRequest(message.getRequestHeaderModifier());
            case RESPONSE_HEADER_MODIFIER -> FilterTranslator.editResponse(message.getResponseHeaderModifier());
            case KIND_NOT_SET -> new HttpFilter.Unknown();
        };
    }
}
