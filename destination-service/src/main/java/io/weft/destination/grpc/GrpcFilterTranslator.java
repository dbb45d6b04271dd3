package io.weft.destination.grpc;

import io.grpc.Status;
import io.weft.api.grpcroute.GrpcFailureInjector;
import io.weft.api.outbound.GrpcRoute.Filter;
import io.weft.kubernetes.resource.RouteFilter;
import java.util.List;

/** What is done to gRPC calls: of all filters only one that changes headers of requests. Pure. */
final class GrpcFilterTranslator {
    private GrpcFilterTranslator() {}

    static List<Filter> toMessages(List<RouteFilter> filters) {
        return filters.stream()
                .filter(RouteFilter.RequestHeaders.class::isInstance)
                .map(RouteFilter.RequestHeaders.class::cast)
                .map(headers -> Filter.newBuilder()
                        .setRequestHeaderModifier(HeaderChangeTranslator.ofRequest(headers.change()))
                        .build())
                .toList();
    }

    /** Refuses every call. */
    static Filter refusal(String reason) {
        return failure(Status.Code.PERMISSION_DENIED, reason);
    }

    /** Fails every call. */
    static Filter failure(String reason) {
        return failure(Status.Code.INTERNAL, reason);
    }

    private static Filter failure(Status.Code code, String reason) {
        return Filter.newBuilder()
                .setFailureInjector(
                        GrpcFailureInjector.newBuilder().setCode(code.value()).setMessage(reason))
                .build();
    }
}
