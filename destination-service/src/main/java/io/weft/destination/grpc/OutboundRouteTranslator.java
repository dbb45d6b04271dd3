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
 * @param own where they go that a rule leads nowhere else
 * @param penalty of replicas that fail
 * @param requestHeaders whether a request may say its own time limits and retries
 * @see "wire-api, 11.1 and 11.2"
 */
record OutboundRouteTranslator(Backend own, Optional<LoadPenalty> penalty, boolean requestHeaders) {
    private static final String NOT_ALLOWED = "traffic not allowed";

    /** Of requests. */
    List<HttpRoute> http(List<OutboundRoute> routes) {
        return routes.stream().map(this::http).toList();
    }

    /** Of calls. */
    List<GrpcRoute> grpc(List<OutboundRoute> routes) {
        return routes.stream().map(this::grpc).toList();
    }

    private HttpRoute http(OutboundRoute route) {
        HttpRoute.Builder message = HttpRoute.newBuilder().setMetadata(MetaTranslator.toMessage(route.ref()));
        route.hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (OutboundRoute.Rule rule : route.rules()) {
            HttpRoute.Rule.Builder one = HttpRoute.Rule.newBuilder()
                    .setAllowL5DRequestHeaders(requestHeaders)
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

    private GrpcRoute grpc(OutboundRoute route) {
        GrpcRoute.Builder message = GrpcRoute.newBuilder().setMetadata(MetaTranslator.toMessage(route.ref()));
        route.hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (OutboundRoute.Rule rule : route.rules()) {
            GrpcRoute.Rule.Builder one = GrpcRoute.Rule.newBuilder()
                    .setAllowL5DRequestHeaders(requestHeaders)
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
