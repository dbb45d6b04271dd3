package io.weft.destination.grpc;

import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.OutboundRoute;
import io.weft.kubernetes.resource.LoadPenalty;
import io.weft.kubernetes.resource.RouteMatch;
import java.util.List;
import java.util.Optional;

/**
 * Routes of requests to a service. Pure.
 *
 * @see "wire-api, 11.1 and 11.2"
 */
final class OutboundRouteTranslator {
    private static final String NOT_ALLOWED = "traffic not allowed";

    private OutboundRouteTranslator() {}

    /**
     * Of requests.
     *
     * @param own where they go that a rule leads nowhere else
     * @param penalty of replicas that fail
     */
    static List<HttpRoute> http(Backend own, List<OutboundRoute> routes, Optional<LoadPenalty> penalty) {
        return routes.stream().map(route -> http(own, route, penalty)).toList();
    }

    /**
     * Of calls.
     *
     * @param own where they go that a rule leads nowhere else
     * @param penalty of replicas that fail
     */
    static List<GrpcRoute> grpc(Backend own, List<OutboundRoute> routes, Optional<LoadPenalty> penalty) {
        return routes.stream().map(route -> grpc(own, route, penalty)).toList();
    }

    private static HttpRoute http(Backend own, OutboundRoute route, Optional<LoadPenalty> penalty) {
        HttpRoute.Builder message = HttpRoute.newBuilder().setMetadata(MetaTranslator.toMessage(route.ref()));
        route.hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (OutboundRoute.Rule rule : route.rules()) {
            HttpRoute.Rule.Builder one = HttpRoute.Rule.newBuilder()
                    .addAllFilters(HttpFilterTranslator.toMessages(rule.filters()))
                    .setBackends(HttpDistributions.of(own, rule.backends(), rule.backendTimeout(), penalty));
            if (route.refuses()) {
                one.addFilters(HttpFilterTranslator.refusal(NOT_ALLOWED));
            }
            for (RouteMatch match : rule.matches()) {
                if (match instanceof RouteMatch.Http http) {
                    one.addMatches(RouteMatchTranslator.http(http));
                }
            }
            rule.timeouts().request().map(Durations::toMessage).ifPresent(one::setRequestTimeout);
            RetryTranslator.timeouts(rule.timeouts()).ifPresent(one::setTimeouts);
            RetryTranslator.http(route.retries()).ifPresent(one::setRetry);
            message.addRules(one);
        }
        return message.build();
    }

    private static GrpcRoute grpc(Backend own, OutboundRoute route, Optional<LoadPenalty> penalty) {
        GrpcRoute.Builder message = GrpcRoute.newBuilder().setMetadata(MetaTranslator.toMessage(route.ref()));
        route.hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (OutboundRoute.Rule rule : route.rules()) {
            GrpcRoute.Rule.Builder one = GrpcRoute.Rule.newBuilder()
                    .addAllFilters(GrpcFilterTranslator.toMessages(rule.filters()))
                    .setBackends(GrpcDistributions.of(own, rule.backends(), penalty));
            if (route.refuses()) {
                one.addFilters(GrpcFilterTranslator.refusal(NOT_ALLOWED));
            }
            for (RouteMatch match : rule.matches()) {
                if (match instanceof RouteMatch.Grpc grpc) {
                    one.addMatches(RouteMatchTranslator.grpc(grpc));
                }
            }
            rule.timeouts().request().map(Durations::toMessage).ifPresent(one::setRequestTimeout);
            RetryTranslator.timeouts(rule.timeouts()).ifPresent(one::setTimeouts);
            RetryTranslator.grpc(route.retries()).ifPresent(one::setRetry);
            message.addRules(one);
        }
        return message.build();
    }
}
