package io.weft.destination.grpc;

import static io.weft.destination.cluster.PodBuilder.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.weft.api.inbound.Authn;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.InboundServerPoliciesGrpc;
import io.weft.api.inbound.PortSpec;
import io.weft.api.inbound.Server;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import io.weft.kubernetes.resource.PolicyQuarantine;
import io.weft.kubernetes.resource.PortRef;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy API says of ports. */
class InboundPolicyTest {
    private static final String TOKEN = "{\"ns\":\"shop\",\"pod\":\"web-1\"}\n";
    private static final String SERVER = """
            apiVersion: policy.linkerd.io/v1beta3
            kind: Server
            metadata: {name: web, namespace: shop}
            spec: {podSelector: {}, port: 8080, proxyProtocol: %s}
            """;
    private static final String POLICY = """
            apiVersion: policy.linkerd.io/v1alpha1
            kind: AuthorizationPolicy
            metadata: {name: clients, namespace: shop}
            spec:
              targetRef: {group: policy.linkerd.io, kind: Server, name: web}
              requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: clients}]
            ---
            apiVersion: policy.linkerd.io/v1alpha1
            kind: MeshTLSAuthentication
            metadata: {name: clients, namespace: shop}
            spec:
              identityRefs: [{kind: ServiceAccount, name: cart}, {kind: Namespace, name: batch}]
            """;

    @Test
    void portWithoutServerHasDefaultLabelsAndRoutes() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            Server server = watch(mesh, TOKEN, 8080).next();
            assertThat(server.getLabelsMap())
                    .isEqualTo(Map.of("group", "", "kind", "default", "name", "all-unauthenticated"));
            assertThat(server.getProtocol().getDetect().getTimeout().getSeconds())
                    .isEqualTo(10);
            assertThat(server.getProtocol().getDetect().getHttpRoutesList())
                    .extracting(route -> route.getMetadata().getDefault())
                    .containsExactly("probe", "default");
            Authz anyone = server.getAuthorizations(0);
            assertThat(anyone.getMetadata().getDefault()).isEqualTo("all-unauthenticated");
            assertThat(anyone.getLabelsMap())
                    .isEqualTo(Map.of("group", "", "kind", "default", "name", "all-unauthenticated"));
            assertThat(anyone.getAuthentication().hasUnauthenticated()).isTrue();
            assertThat(anyone.getNetworksList())
                    .extracting(network -> network.getNet().getPrefixLen())
                    .containsExactly(0, 0);
        }
    }

    @Test
    void probeRouteTakesGetsOfExactPathsFromAnyone() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var probe =
                    watch(mesh, TOKEN, 8080).next().getProtocol().getDetect().getHttpRoutes(0);
            var match = probe.getRules(0).getMatches(0);
            assertThat(match.getPath().getExact()).isEqualTo("/ready");
            assertThat(match.getMethod().getRegistered().name()).isEqualTo("GET");
            assertThat(probe.getAuthorizations(0).getMetadata().getDefault()).isEqualTo("probe");
            assertThat(probe.getAuthorizations(0).getAuthentication().hasUnauthenticated())
                    .isTrue();
        }
    }

    @Test
    void serverAndItsPoliciesAreNamedInLabelsAndMetadata() throws Exception {
        try (TestMesh mesh = meshWithOnePod().apply(SERVER.formatted("HTTP/2")).apply(POLICY)) {
            Server server = watch(mesh, TOKEN, 8080).next();
            assertThat(server.getLabelsMap())
                    .isEqualTo(Map.of("group", "policy.linkerd.io", "kind", "server", "name", "web"));
            assertThat(server.getProtocol().hasHttp2()).isTrue();
            Authz clients = server.getAuthorizations(0);
            assertThat(clients.getLabelsMap())
                    .isEqualTo(Map.of("group", "policy.linkerd.io", "kind", "authorizationpolicy", "name", "clients"));
            assertThat(clients.getMetadata().getResource().getName()).isEqualTo("clients");
            assertThat(clients.getMetadata().getResource().getNamespace()).isEmpty();
            Authn.PermitMeshTLS.PermitClientIdentities identities =
                    clients.getAuthentication().getMeshTLS().getIdentities();
            assertThat(identities.getIdentities(0).getName())
                    .isEqualTo("cart.shop.serviceaccount.identity.linkerd.cluster.local");
            assertThat(identities.getSuffixes(0).getPartsList())
                    .containsExactly("batch", "serviceaccount", "identity", "linkerd", "cluster", "local");
        }
    }

    @Test
    void anyMeshIdentityIsASuffixWithoutLabels() throws Exception {
        try (TestMesh mesh = meshWithOnePod()
                .apply(pod("shop", "web-1")
                        .annotation("config.linkerd.io/default-inbound-policy", "all-authenticated")
                        .build())) {
            var identities = watch(mesh, TOKEN, 8080)
                    .next()
                    .getAuthorizations(0)
                    .getAuthentication()
                    .getMeshTLS()
                    .getIdentities();
            assertThat(identities.getIdentitiesList()).isEmpty();
            assertThat(identities.getSuffixesList())
                    .singleElement()
                    .satisfies(suffix -> assertThat(suffix.getPartsList()).isEmpty());
        }
    }

    @ParameterizedTest(name = "{0} is sent as {1}")
    @CsvSource({
        "unknown, DETECT",
        "HTTP/1, HTTP1",
        "HTTP/2, HTTP2",
        "gRPC, GRPC",
        "opaque, OPAQUE",
        "TLS, TLS",
    })
    void protocolOfTheServerIsSent(String written, String sent) throws Exception {
        try (TestMesh mesh = meshWithOnePod().apply(SERVER.formatted(written))) {
            assertThat(watch(mesh, TOKEN, 8080).next().getProtocol().getKindCase())
                    .hasToString(sent);
        }
    }

    @Test
    void grpcServerHasOneRouteThatTakesEveryCall() throws Exception {
        try (TestMesh mesh = meshWithOnePod().apply(SERVER.formatted("gRPC"))) {
            var routes = watch(mesh, TOKEN, 8080).next().getProtocol().getGrpc().getRoutesList();
            assertThat(routes).singleElement().satisfies(route -> {
                assertThat(route.getMetadata().getDefault()).isEqualTo("default");
                assertThat(route.getRules(0).getMatchesCount()).isEqualTo(1);
                assertThat(route.getRules(0).getMatches(0).hasRpc()).isFalse();
            });
        }
    }

    @Test
    void watchFollowsThePolicies() throws Exception {
        var server = Manifests.read(SERVER.formatted("HTTP/1")).getFirst();
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = watch(mesh, TOKEN, 8080);
            assertThat(reader.next().getAuthorizationsCount()).isEqualTo(1);

            mesh.apply(server);
            assertThat(reader.next().getAuthorizationsCount()).isZero();
            mesh.apply(POLICY);
            assertThat(reader.next().getAuthorizationsCount()).isEqualTo(1);
            mesh.delete(server);
            assertThat(reader.next().getLabelsOrThrow("name")).isEqualTo("all-unauthenticated");
        }
    }

    @Test
    void quarantineDeniesUntilItIsLifted() throws Exception {
        var quarantine = new PolicyQuarantine(Optional.of("shop"));
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = watch(mesh, TOKEN, 8080);
            Server before = reader.next();

            mesh.apply(quarantine);
            assertThat(reader.next().getAuthorizationsCount()).isZero();
            mesh.delete(quarantine);
            assertThat(reader.next()).isEqualTo(before);
        }
    }

    @Test
    void changeInAnotherNamespaceWakesNobody() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = watch(mesh, TOKEN, 8080);
            reader.next();

            mesh.apply(SERVER.formatted("HTTP/1").replace("namespace: shop", "namespace: other"));
            mesh.apply(pod("shop", "web-2").build());
            reader.staysQuiet();
        }
    }

    @Test
    void oneAnswerIsTheSameAsTheFirstOfAWatch() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            Server once =
                    InboundServerPoliciesGrpc.newBlockingStub(mesh.channel).getPort(spec("shop:web-1", 8080));
            assertThat(once).isEqualTo(watch(mesh, TOKEN, 8080).next());
        }
    }

    @Test
    void podWithoutProxyOfThisMeshIsUnknown() throws Exception {
        try (TestMesh mesh = TestMesh.of(
                pod("shop", "plain").unmeshed().build(),
                pod("shop", "foreign")
                        .label("linkerd.io/control-plane-ns", "other")
                        .build())) {
            for (String name : new String[] {"plain", "foreign", "missing"}) {
                assertThat(watch(mesh, "shop:" + name, 80).end().getCode())
                        .as(name)
                        .isEqualTo(Status.Code.NOT_FOUND);
            }
            assertThatThrownBy(() -> InboundServerPoliciesGrpc.newBlockingStub(mesh.channel)
                            .getPort(spec("shop:missing", 80)))
                    .hasMessageStartingWith("NOT_FOUND");
        }
    }

    @Test
    void watchOfAPodThatGoesEnds() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            var reader = watch(mesh, TOKEN, 8080);
            reader.next();

            mesh.delete(pod("shop", "web-1").build());
            assertThat(reader.end().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            Await.until(() -> mesh.index.inbound().size() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, -1})
    void portOutOfRangeIsRefused(int port) throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            assertThat(watch(mesh, TOKEN, port).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void brokenTokenIsRefused() throws Exception {
        try (TestMesh mesh = meshWithOnePod()) {
            assertThat(watch(mesh, "web-1", 80).end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(watch(mesh, TOKEN, 80).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static TestMesh meshWithOnePod() {
        return TestMesh.of(pod("shop", "web-1")
                .ip("10.42.0.1")
                .probe("/ready", new PortRef.Numbered(8080))
                .build());
    }

    private static Reader<PortSpec, Server> watch(TestMesh mesh, String token, int port) {
        return Reader.of(InboundServerPoliciesGrpc.newStub(mesh.channel)::watchPort, spec(token, port));
    }

    private static PortSpec spec(String token, int port) {
        return PortSpec.newBuilder().setWorkload(token).setPort(port).build();
    }
}
