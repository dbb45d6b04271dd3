package io.weft.destination.grpc;

import io.weft.api.inbound.Authz;
import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.destination.policy.AttachedRoute;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.RouteFilter;
import io.weft.kubernetes.resource.RouteMatch;
import java.util.List;

/**
 * Routes of a Server. Filters that servers do not have were left out with their routes. Pure.
 *
 * @see "wire-api, 10"
 */
final class AttachedRouteTranslator {
    private AttachedRouteTranslator() {}

    static HttpRoute http(AttachedRoute attached) {
        HttpRoute.Builder message = HttpRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(attached.ref()))
                .addAllAuthorizations(authorizations(attached));
        attached.route().hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (Route.Rule rule : attached.route().rules()) {
            HttpRoute.Rule.Builder one = HttpRoute.Rule.newBuilder();
            for (RouteMatch match : rule.matches()) {
                if (match instanceof RouteMatch.Http http) {
                    one.addMatches(RouteMatchTranslator.http(http));
                }
            }
            for (RouteFilter filter : rule.filters()) {
                switch (filter) {
                    case RouteFilter.RequestHeaders(var change) ->
                        one.addFilters(HttpRoute.Filter.newBuilder()
                                .setRequestHeaderModifier(HeaderChangeTranslator.ofRequest(change)));
                    case RouteFilter.Redirect redirect ->
                        one.addFilters(
                                HttpRoute.Filter.newBuilder().setRedirect(HttpFilterTranslator.redirect(redirect)));
                    case RouteFilter.ResponseHeaders _, RouteFilter.Unsupported _ -> {}
                }
            }
            message.addRules(one);
        }
        return message.build();
    }

    static GrpcRoute grpc(AttachedRoute attached) {
        GrpcRoute.Builder message = GrpcRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(attached.ref()))
                .addAllAuthorizations(authorizations(attached));
        attached.route().hostnames().forEach(name -> message.addHosts(RouteMatchTranslator.host(name)));
        for (Route.Rule rule : attached.route().rules()) {
            GrpcRoute.Rule.Builder one = GrpcRoute.Rule.newBuilder();
            for (RouteMatch match : rule.matches()) {
                if (match instanceof RouteMatch.Grpc grpc) {
                    one.addMatches(RouteMatchTranslator.grpc(grpc));
                }
            }
            for (RouteFilter filter : rule.filters()) {
                if (filter instanceof RouteFilter.RequestHeaders(var change)) {
                    one.addFilters(GrpcRoute.Filter.newBuilder()
                            .setRequestHeaderModifier(HeaderChangeTranslator.ofRequest(change)));
                }
            }
            message.addRules(one);
        }
        return message.build();
    }

    private static List<Authz> authorizations(AttachedRoute attached) {
        return attached.authorizations().stream()
                .map(AuthorizationTranslator::toMessage)
                .toList();
    }
}
