package io.weft.proxy.inbound.policy;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httptypes.HttpMethod;
import io.weft.core.policy.RequestMatch;
import io.weft.core.policy.RequestMatch.PathMatch;
import java.util.Optional;

/** Matches on the wire and ours. Pure. */
final class MatchTranslator {
    private static final PathMatch ANY_PATH = new PathMatch.Prefix("/");

    private MatchTranslator() {}

    static MatchDraft http(HttpRouteMatch message) {
        boolean regex = message.getPath().hasRegex();
        boolean method = message.getMethod().getTypeCase() != HttpMethod.TypeCase.REGISTERED
                || message.getMethod().getRegistered() != HttpMethod.Registered.UNRECOGNIZED;
        boolean understood = !regex && method && message.getHeadersCount() == 0 && message.getQueryParamsCount() == 0;
        return new MatchDraft(
                new RequestMatch(path(message), method ? method(message.getMethod()) : Optional.empty()),
                understood,
                false,
                regex,
                message.getHeadersCount(),
                message.getQueryParamsCount());
    }

    /** Calls are POST requests for {@code /service/method}. */
    static MatchDraft grpc(GrpcRouteMatch message) {
        String service = message.getRpc().getService();
        String method = message.getRpc().getMethod();
        PathMatch path = ANY_PATH;
        if (!service.isEmpty()) {
            path = method.isEmpty()
                    ? new PathMatch.Prefix("/" + service)
                    : new PathMatch.Exact("/" + service + "/" + method);
        }
        boolean methodOfAnyService = service.isEmpty() && !method.isEmpty();
        return new MatchDraft(
                new RequestMatch(path, Optional.of("POST")),
                !methodOfAnyService && message.getHeadersCount() == 0,
                false,
                methodOfAnyService,
                message.getHeadersCount(),
                0);
    }

    private static PathMatch path(HttpRouteMatch message) {
        return switch (message.getPath().getKindCase()) {
            case EXACT -> new PathMatch.Exact(message.getPath().getExact());
            case PREFIX -> new PathMatch.Prefix(message.getPath().getPrefix());
            case REGEX, KIND_NOT_SET -> ANY_PATH;
        };
    }

    private static Optional<String> method(HttpMethod message) {
        return switch (message.getTypeCase()) {
            case REGISTERED -> Optional.of(message.getRegistered().name());
            case UNREGISTERED -> Optional.of(message.getUnregistered());
            case TYPE_NOT_SET -> Optional.empty();
        };
    }
}
