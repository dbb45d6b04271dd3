package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 9: what is said of addresses outside the cluster, whose networks are 10.0.0.0/8 here. */
class EgressPolicyTest {
    private static final String OUT = "203.0.113.1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Allow | http-egress-allow -> 203.0.113.1:80 | tcp-egress-allow -> 203.0.113.1:80",
                "Deny | http-egress-deny -> 203.0.113.1:80 403 traffic not allowed | tcp-egress-deny -> 203.0.113.1:80 forbidden",
            })
    void whatNoRouteIsAboutFollowsTheTrafficPolicy(String policy, String http, String opaque) throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(network("shop", "all", policy, ""))) {
            assertThat(digest(mesh, "shop", OUT, 80))
                    .containsExactly("DETECT of EgressNetwork shop/all:80", "http " + http, "opaque " + opaque);
        }
    }

    @Test
    void withoutAnyNetworkTheFallbackForwards() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(network("bank", "all", "Deny", ""))) {
            assertThat(digest(mesh, "shop", OUT, 80))
                    .containsExactly(
                            "DETECT of egress-fallback",
                            "http egress-fallback -> 203.0.113.1:80",
                            "opaque egress-fallback -> 203.0.113.1:80");
        }
    }

    @ParameterizedTest(name = "client of {0} to {1}: {2}")
    @CsvSource({
        // its own namespace's networks alone count, if it has any
        "shop, 203.0.113.1, EgressNetwork shop/some:80",
        "shop, 198.51.100.1, egress-fallback",
        // else those of the global namespace
        "bank, 203.0.113.1, EgressNetwork linkerd-egress/all:80",
        "bank, 198.51.100.1, EgressNetwork linkerd-egress/all:80",
        // never an address of the cluster
    })
    void theClientsNamespaceDecidesWhichNetworksCount(String client, String address, String parent) throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "some", "Deny", "networks: [{cidr: 203.0.113.0/24}]"))
                .apply(network("linkerd-egress", "all", "Deny", ""))) {
            assertThat(digest(mesh, client, address, 80)).first().isEqualTo("DETECT of " + parent);
        }
    }

    @Test
    void anAddressOfTheClusterIsNeverOutside() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(network("shop", "all", "Allow", "networks: [{cidr: 0.0.0.0/0}]"))) {
            assertThat(watch(mesh, "shop", "10.1.2.3", 80).end().getDescription())
                    .isEqualTo("no service holds this address or name");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"203.0.113.1, b-host", "203.0.113.7, c-old", "203.0.114.1, a-all"})
    void theClosestNetworkWinsThenTheOldest(String address, String winner) throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "a-all", "Allow", ""))
                .apply(network("shop", "b-host", "Allow", "networks: [{cidr: 203.0.113.1}]"))
                .apply(network("shop", "b-young", "Allow", "networks: [{cidr: 203.0.113.0/24}]"))
                .apply("""
                        apiVersion: policy.linkerd.io/v1alpha1
                        kind: EgressNetwork
                        metadata: {namespace: shop, name: c-old, creationTimestamp: "2026-01-01T00:00:00Z"}
                        spec: {trafficPolicy: Allow, networks: [{cidr: 203.0.113.0/24}]}
                        """)) {
            assertThat(digest(mesh, "shop", address, 80))
                    .first()
                    .isEqualTo("DETECT of EgressNetwork shop/" + winner + ":80");
        }
    }

    @Test
    void anExceptionIsNotMeant() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "some", "Deny", "networks: [{cidr: 203.0.113.0/24, except: [203.0.113.1]}]"))) {
            assertThat(digest(mesh, "shop", OUT, 80)).first().isEqualTo("DETECT of egress-fallback");
        }
    }

    @Test
    void routesOfRequestsComeBeforeTheDefault() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "all", "Deny", ""))
                .apply(route("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "ok", 80, "{}"))) {
            assertThat(digest(mesh, "shop", OUT, 80))
                    .containsExactly(
                            "DETECT of EgressNetwork shop/all:80",
                            "http HTTPRoute shop/ok -> 203.0.113.1:80",
                            "http http-egress-deny -> 203.0.113.1:80 403 traffic not allowed",
                            "opaque tcp-egress-deny -> 203.0.113.1:80 forbidden");
            assertThat(digest(mesh, "shop", OUT, 81))
                    .as("the port of a route counts")
                    .hasSize(3);
        }
    }

    @Test
    void routesOfCallsComeBeforeTheDefault() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "all", "Deny", ""))
                .apply(route("gateway.networking.k8s.io/v1", "GRPCRoute", "shop", "ok", 80, "{}"))) {
            assertThat(digest(mesh, "shop", OUT, 80))
                    .containsExactly(
                            "GRPC of EgressNetwork shop/all:80",
                            "grpc GRPCRoute shop/ok -> 203.0.113.1:80",
                            "grpc grpc-egress-deny -> 203.0.113.1:80 code 7");
        }
    }

    @Test
    void tlsRoutesTellServerNamesApart() throws Exception {
        try (TestMesh mesh =
                TestMesh.of().apply(network("shop", "all", "Deny", "")).apply("""
                        apiVersion: gateway.networking.k8s.io/v1alpha2
                        kind: TLSRoute
                        metadata: {namespace: shop, name: ok}
                        spec:
                          parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all, port: 443}]
                          hostnames: [api.example.com, "*.example.org"]
                          rules: [{backendRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all}]}]
                        """)) {
            assertThat(digest(mesh, "shop", OUT, 443))
                    .containsExactly(
                            "TLS of EgressNetwork shop/all:443",
                            "tls[api.example.com, *.example.org] TLSRoute shop/ok -> 203.0.113.1:443",
                            "tls tls-egress-deny -> 203.0.113.1:443 forbidden");
        }
    }

    @Test
    void aTcpRouteIsAboutEveryConnection() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "all", "Deny", ""))
                .apply(route("gateway.networking.k8s.io/v1alpha2", "TCPRoute", "shop", "ok", 5000, "{}"))) {
            assertThat(digest(mesh, "shop", OUT, 5000))
                    .containsExactly(
                            "OPAQUE of EgressNetwork shop/all:5000", "opaque TCPRoute shop/ok -> 203.0.113.1:5000");
        }
    }

    @Test
    void aRouteMayLeadBackIntoTheCluster() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        service("shop", "cache").ip("10.96.0.1").port(80).build())
                .apply(network("shop", "all", "Deny", ""))
                .apply(route(
                        "gateway.networking.k8s.io/v1",
                        "HTTPRoute",
                        "shop",
                        "in",
                        80,
                        "{backendRefs: [{name: cache, port: 80}]}"))) {
            assertThat(digest(mesh, "shop", OUT, 80))
                    .contains("http HTTPRoute shop/in -> cache.shop.svc.cluster.local:80");
        }
    }

    @Test
    void anotherEgressNetworkIsNoBackend() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "all", "Allow", ""))
                .apply(route(
                        "gateway.networking.k8s.io/v1",
                        "HTTPRoute",
                        "shop",
                        "r",
                        80,
                        "{backendRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: other}]}"))) {
            assertThat(digest(mesh, "shop", OUT, 80)).contains("http HTTPRoute shop/r -> nowhere");
        }
    }

    @Test
    void aRouteOfAnotherNamespaceIsForItsClientsOnly() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("linkerd-egress", "all", "Deny", ""))
                .apply("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: HTTPRoute
                        metadata: {namespace: shop, name: mine}
                        spec:
                          parentRefs:
                          - {group: policy.linkerd.io, kind: EgressNetwork, namespace: linkerd-egress, name: all, port: 80}
                        """)) {
            assertThat(digest(mesh, "shop", OUT, 80)).hasSize(4);
            assertThat(digest(mesh, "bank", OUT, 80)).hasSize(3);
        }
    }

    @Test
    void opaquePortsAndFailureAccrualAreReadFromAnnotations() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply("""
                        apiVersion: policy.linkerd.io/v1alpha1
                        kind: EgressNetwork
                        metadata:
                          namespace: shop
                          name: all
                          annotations:
                            config.linkerd.io/opaque-ports: "5000"
                            balancer.linkerd.io/failure-accrual: consecutive
                            timeout.linkerd.io/request: 5s
                        spec: {trafficPolicy: Allow}
                        """)) {
            assertThat(digest(mesh, "shop", OUT, 5000))
                    .containsExactly(
                            "OPAQUE of EgressNetwork shop/all:5000", "opaque tcp-egress-allow -> 203.0.113.1:5000");
            var http = watch(mesh, "shop", OUT, 80)
                    .next()
                    .getProtocol()
                    .getDetect()
                    .getHttp1();
            assertThat(http.getFailureAccrual().getConsecutiveFailures().getMaxFailures())
                    .isEqualTo(7);
            assertThat(http.getRoutes(0).getRules(0).getTimeouts().getRequest().getSeconds())
                    .isEqualTo(5);
        }
    }

    @Test
    void failuresAreNotPenalizedThere() throws Exception {
        String to = "{backendRefs: [{kind: Service, name: web, port: 80}]}";
        try (TestMesh mesh = TestMesh.of(
                        service("shop", "web").ip("10.96.0.1").port(80).build())
                .apply(network(
                        "shop", "all, annotations: {balancer.alpha.linkerd.io/penalize-failures: 'true'}", "Allow", ""))
                .apply(route("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "r", 80, to))) {
            assertThat(watch(mesh, "shop", OUT, 80)
                            .next()
                            .getProtocol()
                            .getDetect()
                            .getHttp1()
                            .getRoutes(0)
                            .getRules(0)
                            .getBackends()
                            .getRandomAvailable()
                            .getBackends(0)
                            .getBackend()
                            .getBackend()
                            .getBalancer()
                            .hasPeakEwma())
                    .isTrue();
        }
    }

    @Test
    void aNetworkThatClaimsAddressesOfTheClusterHasNoRoutes() throws Exception {
        try (TestMesh mesh = TestMesh.of()
                .apply(network("shop", "all", "Allow", "networks: [{cidr: 0.0.0.0/0}]"))
                .apply(route("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "r", 80, "{}"))) {
            assertThat(digest(mesh, "shop", OUT, 80)).hasSize(3);
            mesh.apply(network("shop", "all", "Allow", "networks: [{cidr: 0.0.0.0/0, except: [10.0.0.0/8]}]"));
            assertThat(digest(mesh, "shop", OUT, 80)).hasSize(4);
        }
    }

    @Test
    void aWatchFollowsNetworksAndTheirRoutes() throws Exception {
        try (TestMesh mesh = TestMesh.of()) {
            var reader = watch(mesh, "shop", OUT, 80);
            assertThat(PolicyDigest.of(reader.next())).first().isEqualTo("DETECT of egress-fallback");
            mesh.apply(network("shop", "all", "Deny", ""));
            assertThat(PolicyDigest.of(reader.next())).hasSize(3);
            mesh.apply(route("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "ok", 80, "{}"));
            assertThat(PolicyDigest.of(reader.next())).hasSize(4);
            mesh.index.delete(new ResourceId(ResourceKind.GATEWAY_HTTP_ROUTE, "shop", "ok"));
            assertThat(PolicyDigest.of(reader.next())).hasSize(3);
            mesh.index.delete(new ResourceId(ResourceKind.EGRESS_NETWORK, "shop", "all"));
            assertThat(PolicyDigest.of(reader.next())).first().isEqualTo("DETECT of egress-fallback");
        }
    }

    private static String network(String namespace, String name, String policy, String more) {
        return """
                apiVersion: policy.linkerd.io/v1alpha1
                kind: EgressNetwork
                metadata: {namespace: %s, name: %s}
                spec:
                  trafficPolicy: %s
                  %s
                """.formatted(namespace, name, policy, more);
    }

    private static String route(String apiVersion, String kind, String namespace, String name, int port, String rule) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {namespace: %s, name: %s}
                spec:
                  parentRefs: [{group: policy.linkerd.io, kind: EgressNetwork, name: all, port: %d}]
                  rules: [%s]
                """.formatted(apiVersion, kind, namespace, name, port, rule);
    }

    private static List<String> digest(TestMesh mesh, String client, String address, int port) throws Exception {
        return PolicyDigest.of(watch(mesh, client, address, port).next());
    }

    private static Reader<TrafficSpec, OutboundPolicy> watch(TestMesh mesh, String client, String address, int port) {
        return Reader.of(
                OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                TrafficSpec.newBuilder()
                        .setSourceWorkload(client + ":pod")
                        .setAddr(NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral(address), port)))
                        .build());
    }
}
