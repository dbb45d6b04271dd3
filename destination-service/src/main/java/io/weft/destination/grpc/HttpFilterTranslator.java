package io.weft.destination.grpc;

import io.weft.api.httproute.HttpFailureInjector;
import io.weft.api.httproute.PathModifier;
import io.weft.api.httproute.RequestRedirect;
import io.weft.api.httptypes.Scheme;
import io.weft.api.outbound.HttpRoute.Filter;
import io.weft.kubernetes.resource.RouteFilter;
import java.util.List;

/** What is done to HTTP requests and answers. Pure. */
final class HttpFilterTranslator {
    private static final int FORBIDDEN = 403;
    private static final int FAILED = 500;

    private HttpFilterTranslator() {}

    /** Those that the mesh knows; a route or backend with another is left out before. */
    static List<Filter> toMessages(List<RouteFilter> filters) {
        return filters.stream()
                .filter(filter -> !(filter instanceof RouteFilter.Unsupported))
                .map(HttpFilterTranslator::toMessage)
                .toList();
    }

    /** Refuses every request. */
    static Filter refusal(String reason) {
        return failure(FORBIDDEN, reason);
    }

    /** Fails every request. */
    static Filter failure(String reason) {
        return failure(FAILED, reason);
    }

    private static Filter failure(int status, String reason) {
        return Filter.newBuilder()
                .setFailureInjector(
                        HttpFailureInjector.newBuilder().setStatus(status).setMessage(reason))
                .build();
    }

    private static Filter toMessage(RouteFilter filter) {
        return switch (filter) {
            case RouteFilter.RequestHeaders(var change) ->
                Filter.newBuilder()
                        .setRequestHeaderModifier(HeaderChangeTranslator.ofRequest(change))
                        .build();
            case RouteFilter.ResponseHeaders(var change) ->
                Filter.newBuilder()
                        .setResponseHeaderModifier(HeaderChangeTranslator.ofResponse(change))
                        .build();
            case RouteFilter.Redirect redirect ->
                Filter.newBuilder().setRedirect(redirect(redirect)).build();
            case RouteFilter.Unsupported(String type) -> failure("the mesh has no filter " + type);
        };
    }

    static RequestRedirect redirect(RouteFilter.Redirect redirect) {
        RequestRedirect.Builder message = RequestRedirect.newBuilder().setStatus(redirect.status());
        redirect.scheme()
                .ifPresent(scheme -> message.setScheme(Scheme.newBuilder()
                        .setRegistered(scheme.equals("https") ? Scheme.Registered.HTTPS : Scheme.Registered.HTTP)));
        redirect.hostname().ifPresent(message::setHost);
        redirect.path().ifPresent(path -> message.setPath(path(path)));
        redirect.port().ifPresent(message::setPort);
        return message.build();
    }

    private static PathModifier path(RouteFilter.NewPath path) {
        return switch (path) {
            case RouteFilter.NewPath.Full(String full) ->
                PathModifier.newBuilder().setFull(full).build();
            case RouteFilter.NewPath.Prefix(String prefix) ->
                PathModifier.newBuilder().setPrefix(prefix).build();
        };
    }
}
