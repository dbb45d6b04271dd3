package io.weft.proxy.inbound.policy;

import io.weft.api.httproute.HostMatch;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.meta.Metadata;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.proxy.route.FilterTranslator;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
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
        return ordered(messages, RouteTranslator::routes);
    }

    /** As {@link #http}. */
    static List<InboundRoute> grpc(List<GrpcRoute> messages) {
        return ordered(messages, RouteTranslator::routes);
    }

    private static <M> List<InboundRoute> ordered(List<M> messages, Function<M, Stream<InboundRoute>> routes) {
        return messages.isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : messages.stream()
                        .flatMap(routes)
                        .sorted(MOST_PARTICULAR_FIRST)
                        .toList();
    }

    /** What the rules of one route have in common. */
    private record Common(ResourceRef ref, List<Authorization> authorizations, List<HostMatch> hosts) {
        static Common of(Metadata metadata, List<Authz> authorizations, List<HostMatch> hosts) {
            return new Common(
                    ReferenceTranslator.read(metadata, UNNAMED),
                    AuthorizationTranslator.translate(authorizations),
                    hosts);
        }

        /** One route for each match and host; without a match the rule takes all. */
        Stream<InboundRoute> rule(List<HttpMatch> matches, List<HttpFilter> filters) {
            return (matches.isEmpty() ? Stream.of(HttpMatch.all()) : matches.stream())
                    .flatMap(match -> MatchTranslator.ofHosts(hosts, match))
                    .map(match -> new InboundRoute(ref, match, authorizations, filters));
        }
    }

    private static Stream<InboundRoute> routes(HttpRoute message) {
        Common common = Common.of(message.getMetadata(), message.getAuthorizationsList(), message.getHostsList());
        return message.getRulesList().stream()
                .flatMap(rule -> common.rule(
                        rule.getMatchesList().stream()
                                .map(MatchTranslator::http)
                                .toList(),
                        rule.getFiltersList().stream()
                                .map(RouteTranslator::filter)
                                .toList()));
    }

    private static Stream<InboundRoute> routes(GrpcRoute message) {
        Common common = Common.of(message.getMetadata(), message.getAuthorizationsList(), message.getHostsList());
        return message.getRulesList().stream()
                .flatMap(rule -> common.rule(
                        rule.getMatchesList().stream()
                                .map(MatchTranslator::grpc)
                                .toList(),
                        rule.getFiltersList().stream()
                                .map(RouteTranslator::filter)
                                .toList()));
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
