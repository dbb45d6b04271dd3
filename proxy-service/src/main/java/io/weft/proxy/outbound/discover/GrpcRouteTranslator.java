package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.InvalidPolicyException.check;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.GrpcRoute.Distribution;
import io.weft.proxy.outbound.discover.RouteDraft.Choice;
import io.weft.proxy.outbound.discover.RouteDraft.Filter;
import io.weft.proxy.outbound.discover.RouteDraft.Rule;
import java.util.List;

/** Reads gRPC routes. */
record GrpcRouteTranslator(BackendTranslator backends) {
    /** @throws InvalidPolicyException if the route cannot be followed */
    RouteDraft read(GrpcRoute message) {
        return new RouteDraft(
                ReferenceTranslator.read(message.getMetadata(), "a gRPC route"),
                message.getHostsCount() > 0,
                message.getRulesList().stream().map(this::rule).toList());
    }

    private Rule rule(GrpcRoute.Rule message) {
        NumberTranslator.check(message.getTimeouts());
        NumberTranslator.read(message.getRequestTimeout());
        if (message.hasRetry()) {
            checkRetry(message.getRetry());
        }
        boolean narrow = message.getMatchesCount() > 0
                && message.getMatchesList().stream().noneMatch(GrpcRouteTranslator::all);
        return new Rule(narrow, filters(message.getFiltersList()), choices(message.getBackends()));
    }

    private static boolean all(GrpcRouteMatch match) {
        return match.getRpc().getService().isEmpty()
                && match.getRpc().getMethod().isEmpty()
                && match.getHeadersCount() == 0;
    }

    private static void checkRetry(GrpcRoute.Retry message) {
        check(message.hasConditions(), "a retry without conditions");
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

    private Choice choice(GrpcRoute.RouteBackend message, int weight) {
        check(message.hasBackend(), "a route backend without backend");
        return new Choice(backends.translate(message.getBackend()), filters(message.getFiltersList()), weight);
    }

    private static List<Filter> filters(List<GrpcRoute.Filter> messages) {
        return messages.stream().map(GrpcRouteTranslator::filter).toList();
    }

    private static Filter filter(GrpcRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> message.getFailureInjector().hasRatio() ? Filter.PASS : Filter.FAIL;
            case REQUEST_HEADER_MODIFIER -> Filter.PASS;
            case KIND_NOT_SET -> Filter.FAIL;
        };
    }

    private static <T> List<T> some(List<T> choices) {
        check(!choices.isEmpty(), "a distribution over no backends");
        return choices;
    }
}
