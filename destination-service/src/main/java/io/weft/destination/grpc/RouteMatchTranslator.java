package io.weft.destination.grpc;

import com.google.protobuf.ByteString;
import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.httproute.HostMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.httproute.QueryParamMatch;
import io.weft.api.tlsroute.SniMatch;
import io.weft.kubernetes.resource.RouteMatch;
import java.util.Arrays;
import java.util.List;

/** Which requests routes are about. Pure. */
final class RouteMatchTranslator {
    private static final String ANY_LABELS = "*.";

    private RouteMatchTranslator() {}

    static HostMatch host(String name) {
        if (!name.startsWith(ANY_LABELS)) {
            return HostMatch.newBuilder().setExact(name).build();
        }
        return HostMatch.newBuilder()
                .setSuffix(HostMatch.Suffix.newBuilder().addAllReverseLabels(reverseLabels(name)))
                .build();
    }

    static SniMatch sni(String name) {
        return name.startsWith(ANY_LABELS)
                ? SniMatch.newBuilder()
                        .setSuffix(SniMatch.Suffix.newBuilder().addAllReverseLabels(reverseLabels(name)))
                        .build()
                : SniMatch.newBuilder().setExact(name).build();
    }

    private static List<String> reverseLabels(String name) {
        return Arrays.asList(name.substring(ANY_LABELS.length()).split("\\.", -1))
                .reversed();
    }

    static HttpRouteMatch http(RouteMatch.Http match) {
        HttpRouteMatch.Builder message = HttpRouteMatch.newBuilder().setPath(path(match.path()));
        match.headers().forEach(header -> message.addHeaders(header(header)));
        match.queryParams().forEach(param -> message.addQueryParams(param(param)));
        match.method().ifPresent(name -> message.setMethod(Methods.toMessage(name)));
        return message.build();
    }

    static GrpcRouteMatch grpc(RouteMatch.Grpc match) {
        GrpcRpcMatch.Builder rpc = GrpcRpcMatch.newBuilder();
        match.service().ifPresent(rpc::setService);
        match.method().ifPresent(rpc::setMethod);
        GrpcRouteMatch.Builder message = GrpcRouteMatch.newBuilder().setRpc(rpc);
        match.headers().forEach(header -> message.addHeaders(header(header)));
        return message.build();
    }

    private static PathMatch path(RouteMatch.Path path) {
        return switch (path) {
            case RouteMatch.Path.Exact(String value) ->
                PathMatch.newBuilder().setExact(value).build();
            case RouteMatch.Path.Prefix(String value) ->
                PathMatch.newBuilder().setPrefix(value).build();
            case RouteMatch.Path.Regex(String value) ->
                PathMatch.newBuilder().setRegex(value).build();
        };
    }

    private static HeaderMatch header(RouteMatch.Value match) {
        HeaderMatch.Builder message = HeaderMatch.newBuilder().setName(match.name());
        return match.regex()
                ? message.setRegex(match.value()).build()
                : message.setExact(ByteString.copyFromUtf8(match.value())).build();
    }

    private static QueryParamMatch param(RouteMatch.Value match) {
        QueryParamMatch.Builder message = QueryParamMatch.newBuilder().setName(match.name());
        return match.regex()
                ? message.setRegex(match.value()).build()
                : message.setExact(match.value()).build();
    }
}
