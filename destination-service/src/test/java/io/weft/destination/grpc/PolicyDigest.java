package io.weft.destination.grpc;

import io.weft.api.meta.Metadata;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TlsRoute;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy in a few lines: the protocol and what it belongs to, then for each route where it leads and how it refuses. Checked
 * first as a proxy would.
 */
final class PolicyDigest {
    private PolicyDigest() {}

    static List<String> of(OutboundPolicy policy) {
        OutboundRules.check(policy);
        ProxyProtocol protocol = policy.getProtocol();
        Stream<String> routes = switch (protocol.getKindCase()) {
            case DETECT ->
                Stream.concat(
                        http(protocol.getDetect().getHttp1().getRoutesList()),
                        opaque(protocol.getDetect().getOpaque().getRoutesList()));
            case OPAQUE -> opaque(protocol.getOpaque().getRoutesList());
            case TLS -> tls(protocol.getTls().getRoutesList());
            case GRPC -> grpc(protocol.getGrpc().getRoutesList());
            case HTTP1 -> http(protocol.getHttp1().getRoutesList());
            case HTTP2 -> http(protocol.getHttp2().getRoutesList());
            case KIND_NOT_SET -> Stream.empty();
        };
        return Stream.concat(Stream.of(protocol.getKindCase() + " of " + name(policy.getMetadata())), routes)
                .toList();
    }

    private static Stream<String> http(List<HttpRoute> routes) {
        return routes.stream().map(route -> {
            HttpRoute.Rule rule = route.getRules(0);
            HttpRoute.Distribution to = rule.getBackends();
            Stream<String> backends = to.hasRandomAvailable()
                    ? to.getRandomAvailable().getBackendsList().stream()
                            .map(share -> end(share.getBackend().getBackend(), share.getWeight()))
                    : to.getFirstAvailable().getBackendsList().stream().map(one -> end(one.getBackend(), 1));
            return line("http", route.getMetadata(), backends)
                    + (rule.getFiltersCount() == 0
                            ? ""
                            : " " + rule.getFilters(0).getFailureInjector().getStatus() + " "
                                    + rule.getFilters(0).getFailureInjector().getMessage());
        });
    }

    private static Stream<String> grpc(List<GrpcRoute> routes) {
        return routes.stream().map(route -> {
            GrpcRoute.Rule rule = route.getRules(0);
            Stream<String> backends = rule.getBackends().getFirstAvailable().getBackendsList().stream()
                    .map(one -> end(one.getBackend(), 1));
            return line("grpc", route.getMetadata(), backends)
                    + (rule.getFiltersCount() == 0
                            ? ""
                            : " code " + rule.getFilters(0).getFailureInjector().getCode());
        });
    }

    private static Stream<String> opaque(List<OpaqueRoute> routes) {
        return routes.stream().map(route -> {
            OpaqueRoute.Distribution to = route.getRules(0).getBackends();
            Stream<String> backends = to.hasRandomAvailable()
                    ? to.getRandomAvailable().getBackendsList().stream()
                            .map(share -> end(share.getBackend().getBackend(), share.getWeight()))
                    : to.getFirstAvailable().getBackendsList().stream().map(one -> end(one.getBackend(), 1));
            return line("opaque", route.getMetadata(), backends)
                    + (route.getRules(0).getFiltersList().stream().anyMatch(OpaqueRoute.Filter::hasForbidden)
                            ? " forbidden"
                            : "");
        });
    }

    private static Stream<String> tls(List<TlsRoute> routes) {
        return routes.stream().map(route -> {
            TlsRoute.Distribution to = route.getRules(0).getBackends();
            Stream<String> backends = to.hasRandomAvailable()
                    ? to.getRandomAvailable().getBackendsList().stream()
                            .map(share -> end(share.getBackend().getBackend(), share.getWeight()))
                    : to.getFirstAvailable().getBackendsList().stream().map(one -> end(one.getBackend(), 1));
            List<String> names = route.getSnisList().stream()
                    .map(sni -> sni.hasExact()
                            ? sni.getExact()
                            : "*."
                                    + String.join(
                                            ".",
                                            sni.getSuffix()
                                                    .getReverseLabelsList()
                                                    .reversed()))
                    .toList();
            return line("tls" + (names.isEmpty() ? "" : names), route.getMetadata(), backends)
                    + (route.getRules(0).getFiltersList().stream().anyMatch(TlsRoute.Filter::hasForbidden)
                            ? " forbidden"
                            : "");
        });
    }

    private static String line(String protocol, Metadata metadata, Stream<String> backends) {
        return protocol + " " + name(metadata) + " -> " + String.join(", ", backends.toList());
    }

    private static String end(Backend backend, int weight) {
        String share = weight == 1 ? "" : " x" + weight;
        return switch (backend.getKindCase()) {
            case BALANCER -> backend.getBalancer().getDiscovery().getDst().getPath() + share;
            case FORWARD ->
                NetTranslator.toAddress(backend.getForward().getAddr())
                                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
                                .orElse("nowhere")
                        + share;
            case KIND_NOT_SET -> "nowhere" + share;
        };
    }

    private static String name(Metadata metadata) {
        var resource = metadata.getResource();
        return metadata.hasResource()
                ? resource.getKind() + " " + resource.getNamespace() + "/" + resource.getName()
                        + (resource.getPort() == 0 ? "" : ":" + resource.getPort())
                : metadata.getDefault();
    }
}
