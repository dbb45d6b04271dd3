package io.weft.proxy.inbound.policy;

import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.meta.Metadata;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.RequestMatch;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Routes on the wire and ours. Pure but for warnings.
 *
 * <p>The wire's best match wins, ours the first: each match becomes a route of its own, and they are put in order, the most
 * particular first.
 *
 * <p>A match that looks at something this version does not (hosts, headers, query parameters, regular expressions) fails
 * closed. It is widened to all requests it could mean, and loses the route's own authorizations. So a request that the route
 * means finds nothing but what the server allows everywhere; above all it does not fall through to a route that is wider and
 * more generous. The price: requests the route does not mean, but could, are refused as well. A warning names it.
 *
 * @param warnings takes what an operator should know
 * @see "proxy-behaviour, 6 and 7"
 */
record RouteTranslator(Consumer<String> warnings) {
    private static final ResourceRef UNNAMED = ResourceRef.ofDefault("unnamed");

    private record Draft(MatchDraft match, ResourceRef route, List<Authorization> authorizations) {}

    /** Requests no route takes are answered with 404, unless there are no routes at all. */
    List<InboundRoute> http(List<HttpRoute> messages) {
        return messages.isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : ordered(messages.stream().flatMap(this::drafts));
    }

    /** As {@link #http}. */
    List<InboundRoute> grpc(List<GrpcRoute> messages) {
        return messages.isEmpty()
                ? List.of(InboundRoute.ofDefault())
                : ordered(messages.stream().flatMap(this::drafts));
    }

    private Stream<Draft> drafts(HttpRoute message) {
        if (message.getRulesList().stream().anyMatch(rule -> rule.getFiltersCount() > 0)) {
            warnOfFilters(message.getMetadata());
        }
        Stream<MatchDraft> matches = message.getRulesList().stream()
                .flatMap(rule -> rule.getMatchesCount() == 0
                        ? Stream.of(MatchDraft.of(RequestMatch.all()))
                        : rule.getMatchesList().stream().map(MatchTranslator::http));
        return drafts(
                message.getMetadata(),
                message.getHostsCount() > 0,
                AuthorizationTranslator.translate(message.getAuthorizationsList()),
                matches);
    }

    private Stream<Draft> drafts(GrpcRoute message) {
        if (message.getRulesList().stream().anyMatch(rule -> rule.getFiltersCount() > 0)) {
            warnOfFilters(message.getMetadata());
        }
        Stream<MatchDraft> matches = message.getRulesList().stream()
                .flatMap(rule -> rule.getMatchesCount() == 0
                        ? Stream.of(MatchDraft.of(RequestMatch.all()))
                        : rule.getMatchesList().stream().map(MatchTranslator::grpc));
        return drafts(
                message.getMetadata(),
                message.getHostsCount() > 0,
                AuthorizationTranslator.translate(message.getAuthorizationsList()),
                matches);
    }

    private static Stream<Draft> drafts(
            Metadata metadata, boolean hosts, List<Authorization> authorizations, Stream<MatchDraft> matches) {
        ResourceRef route = ReferenceTranslator.read(metadata, UNNAMED);
        return matches.map(match -> new Draft(hosts ? match.ofHosts() : match, route, authorizations));
    }

    private List<InboundRoute> ordered(Stream<Draft> drafts) {
        return drafts.sorted(Comparator.comparing(Draft::match, MatchDraft.MOST_PARTICULAR_FIRST))
                .map(this::route)
                .toList();
    }

    private InboundRoute route(Draft draft) {
        List<RequestMatch> matches = List.of(draft.match().match());
        if (draft.match().understood()) {
            return new InboundRoute(draft.route(), matches, draft.authorizations());
        }
        warnings.accept("the inbound route " + draft.route() + " looks at hosts, headers, query parameters or a regular"
                + " expression, which this version does not; of the requests it may mean, it authorizes none");
        return new InboundRoute(draft.route(), matches, List.of());
    }

    private void warnOfFilters(Metadata metadata) {
        warnings.accept("the filters of the inbound route " + ReferenceTranslator.read(metadata, UNNAMED)
                + " are not followed by this version");
    }
}
