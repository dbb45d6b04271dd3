package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.InvalidPolicyException.check;

import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.HttpRoute.Distribution;
import io.weft.proxy.outbound.discover.RouteDraft.Choice;
import io.weft.proxy.outbound.discover.RouteDraft.Filter;
import io.weft.proxy.outbound.discover.RouteDraft.Rule;
import java.util.List;

/** Reads HTTP routes. */
record HttpRouteTranslator(BackendTranslator backends) {
    private static final int LEAST_STATUS = 100;
    private static final int GREATEST_STATUS = 999;

    /** @throws InvalidPolicyException if the route cannot be followed */
    RouteDraft read(HttpRoute message) {
        return new RouteDraft(
                ReferenceTranslator.read(message.getMetadata(), "an HTTP route"),
                message.getHostsCount() > 0,
                message.getRulesList().stream().map(this::rule).toList());
    }

    private Rule rule(HttpRoute.Rule message) {
        NumberTranslator.check(message.getTimeouts());
        NumberTranslator.read(message.getRequestTimeout());
        if (message.hasRetry()) {
            checkRetry(message.getRetry());
        }
        boolean narrow = message.getMatchesCount() > 0
                && message.getMatchesList().stream().noneMatch(HttpRouteTranslator::all);
        return new Rule(narrow, filters(message.getFiltersList()), choices(message.getBackends()));
    }

    private static boolean all(HttpRouteMatch match) {
        return (!match.hasPath() || match.getPath().getPrefix().equals("/"))
                && match.getHeadersCount() == 0
                && match.getQueryParamsCount() == 0
                && !match.hasMethod();
    }

    private static void checkRetry(HttpRoute.Retry message) {
        check(message.hasConditions(), "a retry without conditions");
        message.getConditions()
                .getStatusRangesList()
                .forEach(range -> check(
                        range.getStart() >= LEAST_STATUS
                                && range.getEnd() <= GREATEST_STATUS
                                && range.getEnd() >= range.getStart(),
                        "a range that is not of HTTP statuses"));
        NumberTranslator.read(message.getTimeout());
        if (message.hasBackoff()) {
            NumberTranslator.check(message.getBackoff());
        }
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

    private Choice choice(HttpRoute.RouteBackend message, int weight) {
        check(message.hasBackend(), "a route backend without backend");
        return new Choice(backends.translate(message.getBackend()), filters(message.getFiltersList()), weight);
    }

    private static List<Filter> filters(List<HttpRoute.Filter> messages) {
        return messages.stream().map(HttpRouteTranslator::filter).toList();
    }

    private static Filter filter(HttpRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> message.getFailureInjector().hasRatio() ? Filter.PASS : Filter.FAIL;
            case REQUEST_HEADER_MODIFIER, RESPONSE_HEADER_MODIFIER, REDIRECT -> Filter.PASS;
            case KIND_NOT_SET -> Filter.FAIL;
        };
    }

    private static <T> List<T> some(List<T> choices) {
        check(!choices.isEmpty(), "a distribution over no backends");
        return choices;
    }
}
