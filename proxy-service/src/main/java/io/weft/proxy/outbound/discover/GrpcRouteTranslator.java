package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.outbound.GrpcRoute;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.Distribution.Share;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.route.FilterTranslator;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads gRPC routes. */
record GrpcRouteTranslator(BackendTranslator backends) {
    /** In no order yet. {@code InvalidPolicyException}: the route cannot be followed. */
    Stream<Case> read(GrpcRoute message) {
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), "a gRPC route");
        return message.getRulesList().stream().flatMap(rule -> cases(ref, message, rule));
    }

    private Stream<Case> cases(ResourceRef ref, GrpcRoute route, GrpcRoute.Rule message) {
        Rule rule = new Rule(
                ref,
                filters(message.getFiltersList()),
                distribution(message.getBackends()),
                TimeTranslator.read(message.getTimeouts(), message.getRequestTimeout()),
                message.hasRetry() ? Optional.of(retry(message.getRetry())) : Optional.empty(),
                message.getAllowL5DRequestHeaders(),
                Optional.empty());
        List<GrpcRouteMatch> matches = message.getMatchesList();
        return (matches.isEmpty()
                        ? Stream.of(HttpMatch.all())
                        : matches.stream().map(MatchTranslator::grpc))
                .flatMap(match -> MatchTranslator.ofHosts(route.getHostsList(), match))
                .map(match -> new Case(match, rule));
    }

    private static Retry retry(GrpcRoute.Retry message) {
        check(message.hasConditions(), "a retry without conditions");
        return TimeTranslator.retry(
                message.getMaxRetries(),
                message.getMaxRequestBytes(),
                List.of(),
                statuses(message.getConditions()),
                message.getTimeout(),
                message.hasBackoff() ? Optional.of(message.getBackoff()) : Optional.empty());
    }

    private static Set<Integer> statuses(GrpcRoute.Retry.Conditions message) {
        Set<Integer> statuses = new HashSet<>();
        if (message.getCancelled()) {
            statuses.add(1);
        }
        if (message.getDeadineExceeded()) {
            statuses.add(4);
        }
        if (message.getResourceExhausted()) {
            statuses.add(8);
        }
        if (message.getInternal()) {
            statuses.add(13);
        }
        if (message.getUnavailable()) {
            statuses.add(14);
        }
        return statuses;
    }

    private Distribution distribution(GrpcRoute.Distribution message) {
        var translator = new DistributionTranslator<>(
                this::share, GrpcRoute.WeightedRouteBackend::getBackend, GrpcRoute.WeightedRouteBackend::getWeight);
        return switch (message.getKindCase()) {
            case EMPTY -> DistributionTranslator.EMPTY;
            case FIRST_AVAILABLE -> translator.first(message.getFirstAvailable().getBackendsList());
            case RANDOM_AVAILABLE ->
                translator.weighted(message.getRandomAvailable().getBackendsList());
            case KIND_NOT_SET -> throw new InvalidPolicyException("a rule without backends");
        };
    }

    private Share share(GrpcRoute.RouteBackend message) {
        check(message.hasBackend(), "a route backend without backend");
        return new Share(backends.translate(message.getBackend()), filters(message.getFiltersList()), 1);
    }

    private static List<HttpFilter> filters(List<GrpcRoute.Filter> messages) {
        return messages.stream().map(GrpcRouteTranslator::filter).toList();
    }

    private static HttpFilter filter(GrpcRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> FilterTranslator.fail(message.getFailureInjector());
            case REQUEST_HEADER_MODIFIER -> FilterTranslator.editRequest(message.getRequestHeaderModifier());
            case KIND_NOT_SET -> new HttpFilter.Unknown();
        };
    }
}
