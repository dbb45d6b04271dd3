package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.TrafficSpec;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 11.3 and 11.4: TLSRoutes and TCPRoutes whose parent is a Service. */
class ConnectionRouteTest {
    private final Service web = service("shop", "web")
            .ip("10.96.0.1")
            .port("tls", 443)
            .port("alt", 8443)
            .build();
    private final Service next =
            service("shop", "web-2").ip("10.96.0.2").port(443).build();

    @Test
    void tlsRoutesAreTheProtocolOfTheirPort() throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(route("TLSRoute", "a", "port: 443", "hostnames: [a.example.com]", "web-2"))
                .apply(route("TLSRoute", "b", "port: 443", "hostnames: ['*.example.com']", "web"))) {
            assertThat(digest(mesh, 443))
                    .containsExactly(
                            "TLS of Service shop/web:443",
                            "tls[a.example.com] TLSRoute shop/a -> web-2.shop.svc.cluster.local:443",
                            "tls[*.example.com] TLSRoute shop/b -> web.shop.svc.cluster.local:443");
            assertThat(digest(mesh, 8443)).first().isEqualTo("DETECT of Service shop/web:8443");
        }
    }

    @Test
    void connectionsAreSharedByWeight() throws Exception {
        for (String kind : List.of("TLSRoute", "TCPRoute")) {
            try (TestMesh mesh = TestMesh.of(web, next).apply("""
                            apiVersion: gateway.networking.k8s.io/v1alpha2
                            kind: %s
                            metadata: {namespace: shop, name: r}
                            spec:
                              parentRefs: [{group: core, kind: Service, name: web}]
                              rules:
                              - backendRefs:
                                - {name: web, port: 443, weight: 9}
                                - {name: web-2, port: 443, weight: 3}
                                - {name: gone, port: 443, weight: 2}
                            """.formatted(kind))) {
                assertThat(digest(mesh, 443).get(1))
                        .endsWith(kind + " shop/r -> web.shop.svc.cluster.local:443 x9,"
                                + " web-2.shop.svc.cluster.local:443 x3, nowhere x2");
            }
        }
    }

    @Test
    void aRuleWithoutBackendsLeadsToTheService() throws Exception {
        try (TestMesh mesh = TestMesh.of(web).apply("""
                        apiVersion: gateway.networking.k8s.io/v1alpha2
                        kind: TCPRoute
                        metadata: {namespace: shop, name: r}
                        spec: {parentRefs: [{group: core, kind: Service, name: web}], rules: [{}]}
                        """)) {
            assertThat(digest(mesh, 443))
                    .containsExactly(
                            "OPAQUE of Service shop/web:443",
                            "opaque TCPRoute shop/r -> web.shop.svc.cluster.local:443");
        }
    }

    @Test
    void ofTcpRoutesTheOldestCounts() throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(route("TCPRoute", "a", "port: 443", "", "web"))
                .apply(route("TCPRoute", "z, creationTimestamp: '2026-01-01T00:00:00Z'", "port: 443", "", "web-2"))) {
            assertThat(digest(mesh, 443))
                    .containsExactly(
                            "OPAQUE of Service shop/web:443",
                            "opaque TCPRoute shop/z -> web-2.shop.svc.cluster.local:443");
        }
    }

    @ParameterizedTest(name = "beside a {0} a {1} does not count")
    @CsvSource({"GRPCRoute,HTTPRoute", "HTTPRoute,TLSRoute", "GRPCRoute,TCPRoute", "TLSRoute,TCPRoute"})
    void theStrongerKindCountsAlone(String stronger, String weaker) throws Exception {
        try (TestMesh mesh = TestMesh.of(web, next)
                .apply(route(weaker, "weak", "port: 443", "", "web-2"))
                .apply(route(stronger, "strong", "port: 443", "", "web-2"))) {
            assertThat(digest(mesh, 443))
                    .anySatisfy(line -> assertThat(line).contains(stronger + " shop/strong"))
                    .noneSatisfy(line -> assertThat(line).contains("shop/weak"));
        }
    }

    @ParameterizedTest(name = "appProtocol {0}: {1}")
    @CsvSource({"http, HTTP1", "kubernetes.io/h2c, HTTP2"})
    void aPortThatSaysItSpeaksHttpHasNoRoutesOfConnections(String appProtocol, String protocol) throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                        .ip("10.96.0.1")
                        .port("p", 443, Optional.of(appProtocol))
                        .build())
                .apply(route("TCPRoute", "r", "port: 443", "", "web"))) {
            assertThat(digest(mesh, 443))
                    .containsExactly(
                            protocol + " of Service shop/web:443", "http http -> web.shop.svc.cluster.local:443");
        }
    }

    @Test
    void aTcpRouteCountsForAnOpaquePort() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        service("shop", "web").ip("10.96.0.1").port(3306).build(), next)
                .apply(route("TCPRoute", "r", "port: 3306", "", "web-2"))) {
            assertThat(digest(mesh, 3306))
                    .containsExactly(
                            "OPAQUE of Service shop/web:3306",
                            "opaque TCPRoute shop/r -> web-2.shop.svc.cluster.local:443");
        }
    }

    private static String route(String kind, String name, String parent, String more, String backend) {
        return """
                apiVersion: gateway.networking.k8s.io/%s
                kind: %s
                metadata: {namespace: shop, name: %s}
                spec:
                  parentRefs: [{group: core, kind: Service, name: web, %s}]
                  %s
                  rules: [{backendRefs: [{name: %s, port: 443}]}]
                """.formatted(kind.startsWith("T") ? "v1alpha2" : "v1", kind, name, parent, more, backend);
    }

    private static List<String> digest(TestMesh mesh, int port) throws Exception {
        return PolicyDigest.of(Reader.of(
                        OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                        TrafficSpec.newBuilder()
                                .setSourceWorkload("shop:pod")
                                .setAddr(NetTranslator.toMessage(
                                        new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), port)))
                                .build())
                .next());
    }
}
