package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.inbound.Authz;
import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpLocalRateLimit;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.Server;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** crds, 3.4, 5 and 8: what becomes of routes whose parent is a Server, of policies that target them, and of rate limits. */
class InboundRouteTest {
    private static final String POLICY = """
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {name: readers, namespace: shop}
            spec:
              targetRef: {group: %s, kind: %s, name: r}
              requiredAuthenticationRefs: [{kind: ServiceAccount, name: cart}]
            """;
    private static final String LIMIT = """
            apiVersion: policy.linkerd.io/v1alpha1
            kind: HTTPLocalRateLimitPolicy
            metadata: {name: calm, namespace: shop}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: web}
              total: {requestsPerSecond: 100}
              identity: {requestsPerSecond: 20}
              overrides: [{requestsPerSecond: 50, clientRefs: [{kind: ServiceAccount, name: cart}]}]
            """;

    @Test
    void withARouteThereIsNoDefaultAndNoProbeRoute() throws Exception {
        try (TestMesh mesh = mesh("unknown")) {
            var reader = watch(mesh);
            assertThat(names(reader.next())).containsExactly("probe", "default");

            mesh.apply(http("policy.linkerd.io/v1beta3", "r", "{}"));
            assertThat(names(reader.next())).containsExactly("r");
            mesh.index.delete(new ResourceId(ResourceKind.HTTP_ROUTE, "shop", "r"));
            assertThat(names(reader.next())).containsExactly("probe", "default");
        }
    }

    @Test
    void aRouteIsSaidInFull() throws Exception {
        try (TestMesh mesh = mesh("HTTP/1").apply("""
                apiVersion: policy.linkerd.io/v1beta3
                kind: HTTPRoute
                metadata: {namespace: shop, name: r}
                spec:
                  parentRefs: [{kind: Server, name: web}]
                  hostnames: [web.example.com]
                  rules:
                  - matches: [{path: {type: RegularExpression, value: "/a/.*"}, method: GET, headers: [{name: x-a, value: "1"}]}]
                    filters:
                    - {type: RequestHeaderModifier, requestHeaderModifier: {remove: [d]}}
                    - {type: RequestRedirect, requestRedirect: {hostname: other.example.com}}
                """)) {
            HttpRoute route = watch(mesh).next().getProtocol().getHttp1().getRoutes(0);
            assertThat(route.getMetadata().getResource().getGroup()).isEqualTo("policy.linkerd.io");
            assertThat(route.getMetadata().getResource().getKind()).isEqualTo("HTTPRoute");
            assertThat(route.getHosts(0).getExact()).isEqualTo("web.example.com");
            HttpRoute.Rule rule = route.getRules(0);
            assertThat(rule.getMatches(0).getPath().getRegex()).isEqualTo("/a/.*");
            assertThat(rule.getMatches(0).getHeaders(0).getName()).isEqualTo("x-a");
            assertThat(rule.getMatches(0).getMethod()).isEqualTo(Methods.toMessage("GET"));
            assertThat(rule.getFilters(0).getRequestHeaderModifier().getRemoveList())
                    .containsExactly("d");
            assertThat(rule.getFilters(1).getRedirect().getHost()).isEqualTo("other.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "policy.linkerd.io, HTTPRoute, v1beta3",
        "gateway.networking.k8s.io, HTTPRoute, v1",
    })
    void aPolicyOfARouteIsForItsRequestsAlone(String group, String kind, String version) throws Exception {
        try (TestMesh mesh = mesh("unknown")
                .apply(http(group + "/" + version, "r", "{}"))
                .apply(http(group + "/" + version, "s", "{}"))
                .apply(POLICY.formatted(group, kind))) {
            Server server = watch(mesh).next();
            assertThat(server.getAuthorizationsList()).isEmpty();
            List<HttpRoute> routes = server.getProtocol().getDetect().getHttpRoutesList();
            assertThat(routes.get(0).getAuthorizationsList())
                    .extracting(authz -> authz.getMetadata().getResource().getName())
                    .containsExactly("readers");
            Authz readers = routes.get(0).getAuthorizations(0);
            assertThat(readers.getAuthentication()
                            .getMeshTLS()
                            .getIdentities()
                            .getIdentities(0)
                            .getName())
                    .isEqualTo("cart.shop.serviceaccount.identity.linkerd.cluster.local");
            assertThat(routes.get(1).getAuthorizationsList()).isEmpty();
        }
    }

    @Test
    void aPolicyOfARouteOfTheOtherGroupIsNotForIt() throws Exception {
        try (TestMesh mesh = mesh("unknown")
                .apply(http("policy.linkerd.io/v1beta3", "r", "{}"))
                .apply(POLICY.formatted("gateway.networking.k8s.io", "HTTPRoute"))) {
            assertThat(watch(mesh)
                            .next()
                            .getProtocol()
                            .getDetect()
                            .getHttpRoutes(0)
                            .getAuthorizationsList())
                    .isEmpty();
        }
    }

    @Test
    void aServerOfGrpcHasGrpcRoutesOrOneForAll() throws Exception {
        try (TestMesh mesh = mesh("gRPC").apply(http("policy.linkerd.io/v1beta3", "r", "{}"))) {
            var reader = watch(mesh);
            assertThat(reader.next().getProtocol().getGrpc().getRoutesList())
                    .extracting(route -> route.getMetadata().getDefault())
                    .containsExactly("default");

            mesh.apply("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: GRPCRoute
                    metadata: {namespace: shop, name: r}
                    spec:
                      parentRefs: [{group: policy.linkerd.io, kind: Server, name: web}]
                      rules: [{matches: [{method: {service: shop.Till, method: Pay}}]}]
                    """);
            reader.next();
            mesh.apply(POLICY.formatted("gateway.networking.k8s.io", "GRPCRoute"));
            GrpcRoute route = reader.next().getProtocol().getGrpc().getRoutes(0);
            assertThat(route.getRules(0).getMatches(0).getRpc().getService()).isEqualTo("shop.Till");
            assertThat(route.getAuthorizationsCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: Server, name: web, port: 8080}",
                "{kind: Server, name: web, sectionName: http}",
                "{kind: Server, name: web, namespace: bank}",
                "{kind: Server, name: other}",
                "{kind: Gateway, name: web}",
            })
    void aRouteIsAttachedByTheServersNameAlone(String parent) throws Exception {
        try (TestMesh mesh = mesh("unknown").apply(route("policy.linkerd.io/v1beta3", "r", parent, "{}"))) {
            assertThat(names(watch(mesh).next())).containsExactly("probe", "default");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequestMirror", "ResponseHeaderModifier, responseHeaderModifier: {}"})
    void aRouteWithAFilterThatServersDoNotHaveIsLeftOut(String filter) throws Exception {
        try (TestMesh mesh =
                mesh("unknown").apply(http("policy.linkerd.io/v1beta3", "r", "{filters: [{type: " + filter + "}]}"))) {
            assertThat(names(watch(mesh).next())).containsExactly("probe", "default");
        }
    }

    @Test
    void olderRoutesGoFirst() throws Exception {
        try (TestMesh mesh = mesh("unknown")
                .apply(http("policy.linkerd.io/v1beta3", "a", "{}"))
                .apply(http("policy.linkerd.io/v1beta3", "z, creationTimestamp: 2026-01-01T00:00:00Z", "{}"))) {
            assertThat(names(watch(mesh).next())).containsExactly("z", "a");
        }
    }

    @Test
    void whileAPolicyCannotBeReadNoRouteLetsAnybodyIn() throws Exception {
        try (TestMesh mesh = mesh("unknown")
                .apply(http("policy.linkerd.io/v1beta3", "r", "{}"))
                .apply(POLICY.formatted("policy.linkerd.io", "HTTPRoute"))
                .apply(new PolicyQuarantine(Optional.of("shop")))) {
            Server server = watch(mesh).next();
            assertThat(server.getAuthorizationsList()).isEmpty();
            assertThat(names(server)).containsExactly("default");
            assertThat(server.getProtocol().getDetect().getHttpRoutes(0).getAuthorizationsList())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "HTTP/1", "HTTP/2"})
    void aRateLimitGoesWithItsServer(String protocol) throws Exception {
        try (TestMesh mesh = mesh(protocol).apply(LIMIT)) {
            HttpLocalRateLimit limit = limit(watch(mesh).next().getProtocol()).orElseThrow();
            assertThat(limit.getMetadata().getResource().getKind()).isEqualTo("HTTPLocalRateLimitPolicy");
            assertThat(limit.getMetadata().getResource().getName()).isEqualTo("calm");
            assertThat(limit.getTotal().getRequestsPerSecond()).isEqualTo(100);
            assertThat(limit.getIdentity().getRequestsPerSecond()).isEqualTo(20);
            assertThat(limit.getOverrides(0).getLimit().getRequestsPerSecond()).isEqualTo(50);
            assertThat(limit.getOverrides(0).getClients().getIdentitiesList())
                    .extracting(identity -> identity.getName())
                    .containsExactly("cart.shop.serviceaccount.identity.linkerd.cluster.local");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gRPC", "opaque", "TLS"})
    void otherProtocolsHaveNoRateLimit(String protocol) throws Exception {
        try (TestMesh mesh = mesh(protocol).apply(LIMIT)) {
            assertThat(limit(watch(mesh).next().getProtocol())).isEmpty();
        }
    }

    @Test
    void ofTwoRateLimitsTheOlderCounts() throws Exception {
        try (TestMesh mesh = mesh("unknown")
                .apply(LIMIT.replace("calm", "b, creationTimestamp: 2026-01-01T00:00:00Z"))
                .apply(LIMIT.replace("calm", "a, creationTimestamp: 2026-01-02T00:00:00Z"))) {
            assertThat(limit(watch(mesh).next().getProtocol())
                            .orElseThrow()
                            .getMetadata()
                            .getResource()
                            .getName())
                    .isEqualTo("b");
        }
    }

    private static TestMesh mesh(String protocol) {
        return TestMesh.of(pod("shop", "web-1")
                        .port("http", 8080)
                        .probe("/ready", new PortRef.Numbered(8080))
                        .build())
                .apply("""
                        apiVersion: policy.linkerd.io/v1beta3
                        kind: Server
                        metadata: {name: web, namespace: shop}
                        spec: {podSelector: {}, port: 8080, proxyProtocol: %s}
                        """.formatted(protocol));
    }

    private static String http(String apiVersion, String name, String rules) {
        return route(apiVersion, name, "{group: policy.linkerd.io, kind: Server, name: web}", rules);
    }

    private static String route(String apiVersion, String name, String parent, String rules) {
        return """
                apiVersion: %s
                kind: HTTPRoute
                metadata: {namespace: shop, name: %s}
                spec: {parentRefs: [%s], rules: [%s]}
                """.formatted(apiVersion, name, parent, rules);
    }

    private static Reader<PortSpec, Server> watch(TestMesh mesh) {
        return Reader.of(
                InboundServerPoliciesGrpc.newStub(mesh.channel)::watchPort,
                PortSpec.newBuilder().setWorkload("shop:web-1").setPort(8080).build());
    }

    private static List<String> names(Server server) {
        return server.getProtocol().getDetect().getHttpRoutesList().stream()
                .map(route -> route.getMetadata().hasResource()
                        ? route.getMetadata().getResource().getName()
                        : route.getMetadata().getDefault())
                .toList();
    }

    private static Optional<HttpLocalRateLimit> limit(ProxyProtocol protocol) {
        return switch (protocol.getKindCase()) {
            case DETECT ->
                Optional.of(protocol.getDetect())
                        .filter(ProxyProtocol.Detect::hasHttpLocalRateLimit)
                        .map(ProxyProtocol.Detect::getHttpLocalRateLimit);
            case HTTP1 ->
                Optional.of(protocol.getHttp1())
                        .filter(ProxyProtocol.Http1::hasLocalRateLimit)
                        .map(ProxyProtocol.Http1::getLocalRateLimit);
            case HTTP2 ->
                Optional.of(protocol.getHttp2())
                        .filter(ProxyProtocol.Http2::hasLocalRateLimit)
                        .map(ProxyProtocol.Http2::getLocalRateLimit);
            default -> Optional.empty();
        };
    }
}
