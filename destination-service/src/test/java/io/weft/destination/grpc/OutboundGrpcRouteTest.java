package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.grpcroute.GrpcRpcMatch;
import io.weft.api.httproute.HeaderMatch;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.cluster.ServiceBuilder;
import io.weft.destination.cluster.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** crds, 11.3 and 11.4: what becomes of GRPCRoutes whose parent is a Service. */
class OutboundGrpcRouteTest {
    private static final String GRPC = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GRPCRoute
            metadata: {namespace: shop, name: till, annotations: {retry.linkerd.io/grpc: 'unavailable,cancelled'}}
            spec:
              parentRefs: [{group: '', kind: Service, name: web}]
              rules:
              - matches:
                - method: {service: shop.Till, method: Pay}
                  headers: [{name: x-a, value: "1"}]
                filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier: {remove: [d]}
                backendRefs: [{name: web-2, port: 80, weight: 3}, {name: gone, port: 80}]
              - {}
            """;
    private static final String HTTP = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {namespace: shop, name: pages}
            spec:
              parentRefs: [{group: '', kind: Service, name: web}]
            """;

    @Test
    void aGrpcRouteIsSaidInFull() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                        web().annotation("balancer.linkerd.io/failure-accrual", "unified")
                                .annotation("balancer.alpha.linkerd.io/penalize-failures", "true")
                                .build(),
                        service("shop", "web-2").ip("10.96.0.2").port(80).build())
                .apply(GRPC)) {
            OutboundPolicy policy = policy(mesh).next();
            OutboundRules.check(policy);
            ProxyProtocol.Grpc grpc = policy.getProtocol().getGrpc();
            assertThat(grpc.getFailureAccrual().getUnified().getSuccessRateThreshold())
                    .isEqualTo(0.8);
            assertThat(grpc.getFailureAccrual().getUnified().getDecay())
                    .isEqualTo(Duration.newBuilder().setSeconds(10).build());
            assertThat(grpc.getRoutesList()).hasSize(1);
            GrpcRoute route = grpc.getRoutes(0);
            assertThat(route.getMetadata().getResource().getKind()).isEqualTo("GRPCRoute");
            GrpcRoute.Rule rule = route.getRules(0);
            assertThat(rule.getMatchesList())
                    .containsExactly(GrpcRouteMatch.newBuilder()
                            .setRpc(GrpcRpcMatch.newBuilder()
                                    .setService("shop.Till")
                                    .setMethod("Pay"))
                            .addHeaders(HeaderMatch.newBuilder().setName("x-a").setExact(ByteString.copyFromUtf8("1")))
                            .build());
            assertThat(rule.getFilters(0).getRequestHeaderModifier().getRemoveList())
                    .containsExactly("d");
            assertThat(rule.getRetry().getConditions())
                    .isEqualTo(GrpcRoute.Retry.Conditions.newBuilder()
                            .setUnavailable(true)
                            .setCancelled(true)
                            .build());
            var shares = rule.getBackends().getRandomAvailable();
            assertThat(shares.getBackends(0).getWeight()).isEqualTo(3);
            assertThat(shares.getBackends(0)
                            .getBackend()
                            .getBackend()
                            .getBalancer()
                            .getDiscovery()
                            .getDst()
                            .getPath())
                    .isEqualTo("web-2.shop.svc.cluster.local:80");
            assertThat(shares.getBackends(0)
                            .getBackend()
                            .getBackend()
                            .getBalancer()
                            .hasPenaltyPeakEwma())
                    .isTrue();
            assertThat(shares.getBackends(1)
                            .getBackend()
                            .getFilters(0)
                            .getFailureInjector()
                            .getMessage())
                    .isEqualTo("Service not found: shop/gone");
            assertThat(route.getRules(1).getMatchesList())
                    .containsExactly(GrpcRouteMatch.newBuilder()
                            .setRpc(GrpcRpcMatch.getDefaultInstance())
                            .build());
            assertThat(route.getRules(1).getBackends().hasFirstAvailable()).isTrue();
        }
    }

    @ParameterizedTest(name = "appProtocol {0} on port {1} with a GRPCRoute: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 80, GRPC",
                "none, 3306, OPAQUE",
                "http, 80, HTTP1",
                "kubernetes.io/h2c, 80, GRPC",
                "linkerd.io/tcp, 80, OPAQUE",
            })
    void protocolFollowsThePortAndTheRoute(String appProtocol, int port, String protocol) throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                        .ip("10.96.0.1")
                        .port("p", port, Optional.ofNullable(appProtocol))
                        .build())
                .apply(GRPC)) {
            OutboundPolicy policy = policy(mesh, port).next();
            OutboundRules.check(policy);
            assertThat(policy.getProtocol().getKindCase()).hasToString(protocol);
        }
    }

    @Test
    void callsMayTellTheirOwnLimitsWhereSettingsAllowIt() throws Exception {
        try (TestMesh mesh =
                new TestMesh(Settings.USUAL, new ApiSettings("cluster.local", TestMesh.KEEP_ALIVE, true))) {
            mesh.index.reset(List.of(web().build()));
            mesh.apply(GRPC);

            assertThat(policy(mesh)
                            .next()
                            .getProtocol()
                            .getGrpc()
                            .getRoutes(0)
                            .getRules(0)
                            .getAllowL5DRequestHeaders())
                    .isTrue();
        }
    }

    @Test
    void aGrpcRouteIsStrongerThanAnHttpRouteOfTheSameParent() throws Exception {
        try (TestMesh mesh = TestMesh.of(web().build()).apply(HTTP)) {
            var reader = policy(mesh);
            assertThat(reader.next().getProtocol().hasDetect()).isTrue();

            mesh.apply(GRPC);
            OutboundPolicy policy = reader.next();
            assertThat(policy.getProtocol().getGrpc().getRoutesList())
                    .extracting(route -> route.getMetadata().getResource().getName())
                    .containsExactly("till");
        }
    }

    @Test
    void aGrpcRouteOfAnotherPortLeavesAnHttpRouteAlone() throws Exception {
        try (TestMesh mesh = TestMesh.of(service("shop", "web")
                        .ip("10.96.0.1")
                        .port("a", 80)
                        .port("b", 81)
                        .build())
                .apply(HTTP)
                .apply(GRPC.replace("name: web}", "name: web, port: 81}"))) {
            assertThat(policy(mesh, 80)
                            .next()
                            .getProtocol()
                            .getDetect()
                            .getHttp1()
                            .getRoutes(0)
                            .getMetadata()
                            .getResource()
                            .getName())
                    .isEqualTo("pages");
            assertThat(policy(mesh, 81).next().getProtocol().hasGrpc()).isTrue();
        }
    }

    private static ServiceBuilder web() {
        return service("shop", "web").ip("10.96.0.1").port(80);
    }

    private static Reader<TrafficSpec, OutboundPolicy> policy(TestMesh mesh) {
        return policy(mesh, 80);
    }

    private static Reader<TrafficSpec, OutboundPolicy> policy(TestMesh mesh, int port) {
        return Reader.of(
                OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                TrafficSpec.newBuilder()
                        .setSourceWorkload("till:pod")
                        .setAddr(NetTranslator.toMessage(
                                new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), port)))
                        .build());
    }
}
