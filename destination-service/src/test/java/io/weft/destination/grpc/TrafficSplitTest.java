package io.weft.destination.grpc;

import static io.weft.destination.cluster.ServiceBuilder.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.api.destination.WeightedDst;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OutboundPoliciesGrpc;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.TrafficSpec;
import io.weft.destination.answers.ServiceId;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** crds, 14: what becomes of TrafficSplits in both APIs. */
class TrafficSplitTest {
    private static final String CANARY = """
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata:
              name: my-app-canary
              namespace: my-app
            spec:
              service: my-app
              backends:
              - service: my-app-v1
                weight: 90
              - service: my-app-v2
                weight: 10
            """;
    private static final String ROLLED_BACK = """
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata:
              name: my-app-canary
              namespace: my-app
            spec:
              service: my-app
              backends:
              - service: my-app-v1
                weight: 100
              - service: my-app-v2
                weight: 0
            """;
    private static final ResourceId SPLIT = new ResourceId(ResourceKind.TRAFFIC_SPLIT, "my-app", "my-app-canary");

    private final Service app =
            service("my-app", "my-app").ip("10.96.0.1").port(80).build();
    private final Service first =
            service("my-app", "my-app-v1").ip("10.96.0.2").port(80).build();
    private final Service second =
            service("my-app", "my-app-v2").ip("10.96.0.3").port(80).build();

    @Test
    void profileFollowsTheWeightsOfTheUsersManifest() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(CANARY)) {
            var byAddress = profile(mesh, "10.96.0.1:80", "");
            var byName = profile(mesh, "my-app.my-app.svc.cluster.local:80", "");
            assertThat(byAddress.next().getDstOverridesList()).containsExactly(v1(900_000), v2(100_000));
            assertThat(byName.next().getDstOverridesList()).containsExactly(v1(900_000), v2(100_000));

            mesh.apply(ROLLED_BACK);
            assertThat(byAddress.next().getDstOverridesList()).containsExactly(v1(1_000_000), v2(0));
            assertThat(byName.next().getDstOverridesList()).containsExactly(v1(1_000_000), v2(0));

            mesh.index.delete(SPLIT);
            assertThat(byAddress.next().getDstOverridesList()).isEmpty();
        }
    }

    @Test
    void outboundPolicyFollowsTheWeightsForHttpAndForEverythingElse() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(CANARY)) {
            var reader = policy(mesh);
            OutboundPolicy split = reader.next();
            OutboundRules.check(split);
            assertThat(shares(split)).containsExactly("my-app-v1 900000", "my-app-v2 100000");
            assertThat(split.getProtocol()
                            .getDetect()
                            .getOpaque()
                            .getRoutes(0)
                            .getRules(0)
                            .getBackends()
                            .getRandomAvailable()
                            .getBackendsList())
                    .extracting(share -> share.getBackend()
                            .getBackend()
                            .getBalancer()
                            .getDiscovery()
                            .getDst()
                            .getPath())
                    .containsExactly("my-app-v1.my-app.svc.cluster.local:80", "my-app-v2.my-app.svc.cluster.local:80");

            mesh.apply(ROLLED_BACK);
            assertThat(shares(reader.next())).containsExactly("my-app-v1 1000000", "my-app-v2 0");

            mesh.index.delete(SPLIT);
            assertThat(distribution(reader.next()).hasFirstAvailable()).isTrue();
        }
    }

    @Test
    void theServiceItselfMayBeOneOfItsBackendsAndKeepsThatShare() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, second).apply(CANARY.replace("my-app-v1", "my-app"))) {
            assertThat(shares(policy(mesh).next())).containsExactly("my-app 900000", "my-app-v2 100000");
            assertThat(profile(mesh, "10.96.0.1:80", "").next().getDstOverridesList())
                    .containsExactly(backend("my-app", 900_000), v2(100_000));
        }
    }

    @Test
    void whereEveryWeightIsZeroTrafficGoesNowhere() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(ROLLED_BACK.replace("100", "0"))) {
            OutboundPolicy policy = policy(mesh).next();
            OutboundRules.check(policy);
            assertThat(distribution(policy).hasEmpty()).isTrue();
        }
    }

    @Test
    void aBackendThatIsNotThereFailsItsShareUntilItComes() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first).apply(CANARY)) {
            var reader = policy(mesh);
            OutboundPolicy policy = reader.next();
            OutboundRules.check(policy);
            HttpRoute.RouteBackend missing =
                    distribution(policy).getRandomAvailable().getBackends(1).getBackend();
            assertThat(missing.getFilters(0).getFailureInjector().getStatus()).isEqualTo(500);
            assertThat(missing.getFilters(0).getFailureInjector().getMessage())
                    .isEqualTo("Service not found: my-app/my-app-v2");

            mesh.apply(second);
            assertThat(distribution(reader.next())
                            .getRandomAvailable()
                            .getBackends(1)
                            .getBackend()
                            .getFiltersList())
                    .isEmpty();
        }
    }

    @Test
    void whatAProfileSaysOfOtherThingsIsKept() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(CANARY).apply(profileManifest("my-app", "", ""))) {
            DestinationProfile profile = profile(mesh, "10.96.0.1:80", "").next();
            assertThat(profile.getRoutes(0).getMetricsLabelsMap()).containsEntry("route", "all");
            assertThat(profile.getDstOverridesList()).containsExactly(v1(900_000), v2(100_000));
        }
    }

    @Test
    void overridesOfAProfileWinOverASplit() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second)
                .apply(CANARY)
                .apply(profileManifest("my-app", "", ", dstOverrides: [{authority: other.svc, weight: 1}]"))) {
            assertThat(profile(mesh, "10.96.0.1:80", "").next().getDstOverridesList())
                    .containsExactly(WeightedDst.newBuilder()
                            .setAuthority("other.svc:80")
                            .setWeight(10_000)
                            .build());
        }
    }

    @Test
    void aProfileThatSkipsSplitsIsLeftAlone() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second)
                .apply(CANARY)
                .apply(profileManifest("my-app", ", annotations: {smi.linkerd.io/skip: \"true\"}", ""))) {
            assertThat(profile(mesh, "10.96.0.1:80", "").next().getDstOverridesList())
                    .isEmpty();
        }
    }

    @Test
    void theClientsOwnProfileIsTheWholeTruthForIt() throws Exception {
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(CANARY).apply(profileManifest("till", "", ""))) {
            assertThat(profile(mesh, "10.96.0.1:80", "ns:till").next().getDstOverridesList())
                    .isEmpty();
            assertThat(profile(mesh, "10.96.0.1:80", "ns:other").next().getDstOverridesList())
                    .hasSize(2);
        }
    }

    @Test
    void ofSeveralSplitsOfAServiceTheYoungestCounts() throws Exception {
        String younger = CANARY.replace("my-app-canary", "a-younger")
                .replace("name: a-younger", "name: a-younger\n" + "  creationTimestamp: 2026-02-01T00:00:00Z");
        String older = ROLLED_BACK.replace(
                "name: my-app-canary", "name: my-app-canary\n" + "  creationTimestamp: 2026-01-01T00:00:00Z");
        try (TestMesh mesh = TestMesh.of(app, first, second).apply(younger).apply(older)) {
            assertThat(profile(mesh, "10.96.0.1:80", "").next().getDstOverridesList())
                    .containsExactly(v1(900_000), v2(100_000));
        }
    }

    private static WeightedDst v1(int weight) {
        return backend("my-app-v1", weight);
    }

    private static WeightedDst v2(int weight) {
        return backend("my-app-v2", weight);
    }

    private static WeightedDst backend(String service, int weight) {
        return WeightedDst.newBuilder()
                .setAuthority(service + ".my-app.svc.cluster.local:80")
                .setWeight(weight)
                .build();
    }

    private static String profileManifest(String namespace, String metadata, String spec) {
        return """
                apiVersion: linkerd.io/v1alpha2
                kind: ServiceProfile
                metadata: {name: my-app.my-app.svc.cluster.local, namespace: %s%s}
                spec: {routes: [{name: all}]%s}
                """.formatted(namespace, metadata, spec);
    }

    private static Reader<GetDestination, DestinationProfile> profile(TestMesh mesh, String path, String token) {
        return Reader.of(
                DestinationGrpc.newStub(mesh.channel)::getProfile,
                GetDestination.newBuilder().setPath(path).setContextToken(token).build());
    }

    private static Reader<TrafficSpec, OutboundPolicy> policy(TestMesh mesh) {
        return Reader.of(
                OutboundPoliciesGrpc.newStub(mesh.channel)::watch,
                TrafficSpec.newBuilder()
                        .setSourceWorkload("till:pod")
                        .setAddr(NetTranslator.toMessage(new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80)))
                        .build());
    }

    private static HttpRoute.Distribution distribution(OutboundPolicy policy) {
        return policy.getProtocol()
                .getDetect()
                .getHttp1()
                .getRoutes(0)
                .getRules(0)
                .getBackends();
    }

    private static List<String> shares(OutboundPolicy policy) {
        return distribution(policy).getRandomAvailable().getBackendsList().stream()
                .map(share -> {
                    assertThat(share.getBackend().getBackend().getMetadata())
                            .isIn(
                                    MetaTranslator.ofService(new ServiceId("my-app", "my-app"), 80),
                                    MetaTranslator.ofService(new ServiceId("my-app", "my-app-v1"), 80),
                                    MetaTranslator.ofService(new ServiceId("my-app", "my-app-v2"), 80));
                    return share.getBackend()
                                    .getBackend()
                                    .getMetadata()
                                    .getResource()
                                    .getName()
                            + " " + share.getWeight();
                })
                .toList();
    }
}
