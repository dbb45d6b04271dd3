package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.proxy.route.FilterTranslator;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Routes on the wire and ours. Pure.
 *
 * <p>The wire's best match wins, ours the first: each match becomes a route of its own, and they are put in order, the most
 * particular first.
 *
 * @see "proxy-behaviour, 6 and 7"
 */
final class RouteTranslator {
    private static final ResourceRef UNNAMED = ResourceRef.ofDefault("unnamed");
    private static final Comparator<InboundRoute> MOST_PARTICULAR_FIRST =
            Comparator.comparing(InboundRoute::match, HttpMatch.MOST_PARTICULAR_FIRST);

    private RouteTranslator() {}

    /**
     * Requests no route takes are answered with 404, unless there are no routes at all.
     *
     * @throws InvalidPolicyException if one of them cannot be followed
     */
    static List<InboundRoute> http(List<HttpRoute> messages) {
        return messages.isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : messages.stream()
                        .flatMap(RouteTranslator::routes)
                        .sorted(MOST_PARTICULAR_FIRST)
                        .toList();
    }

    /** As {@link #http}. */
    static List<InboundRoute> grpc(List<GrpcRoute> messages) {
        return messages.isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : messages.stream()
                        .flatMap(RouteTranslator::routes)
                        .sorted(MOST_PARTICULAR_FIRST)
                        .toList();
    }

    private static Stream<InboundRoute> routes(HttpRoute message) {
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), UNNAMED);
        List<Authorization> authorizations = AuthorizationTranslator.translate(message.getAuthorizationsList());
        return message.getRulesList().stream().flatMap(rule -> {
            List<HttpFilter> filters =
                    rule.getFiltersList().stream().map(RouteTranslator::filter).toList();
            return (rule.getMatchesCount() == 0
                            ? Stream.of(HttpMatch.all())
                            : rule.getMatchesList().stream().map(MatchTranslator::http))
                    .flatMap(match -> MatchTranslator.ofHosts(message.getHostsList(), match))
                    .map(match -> new InboundRoute(ref, match, authorizations, filters));
        });
    }

    private static Stream<InboundRoute> routes(GrpcRoute message) {
        ResourceRef ref = ReferenceTranslator.read(message.getMetadata(), UNNAMED);
        List<Authorization> authorizations = AuthorizationTranslator.translate(message.getAuthorizationsList());
        return message.getRulesList().stream().flatMap(rule -> {
            List<HttpFilter> filters =
                    rule.getFiltersList().stream().map(RouteTranslator::filter).toList();
            return (rule.getMatchesCount() == 0
                            ? Stream.of(HttpMatch.all())
                            : rule.getMatchesList().stream().map(MatchTranslator::grpc))
                    .flatMap(match -> MatchTranslator.ofHosts(message.getHostsList(), match))
                    .map(match -> new InboundRoute(ref, match, authorizations, filters));
        });
    }

    private static HttpFilter filter(HttpRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> FilterTranslator.fail(message.getFailureInjector());
            case REDIRECT -> FilterTranslator.redirect(message.getRedirect());
            case REQUEST_HEADER_MODIFIER -> FilterTranslator.editRequest(message.getRequestHeaderModifier());
            case KIND_NOT_SET -> new HttpFilter.Unknown();
        };
    }

    private static HttpFilter filter(GrpcRoute.Filter message) {
        return switch (message.getKindCase()) {
            case FAILURE_INJECTOR -> FilterTranslator.fail(message.getFailureInjector());
            case REQUEST_HEADER_MODIFIER -> FilterTranslator.editRequest(message.getRequestHeaderModifier());
            case KIND_NOT_SET -> new HttpFilter.Unknown();
        };
    }
}
