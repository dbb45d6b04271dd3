package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.weft.api.mesh.Split;
import io.weft.api.mesh.SplitLeaf;
import io.weft.api.mesh.SplitService;
import io.weft.api.mesh.SplitsGrpc;
import io.weft.api.mesh.SplitsRequest;
import io.weft.api.mesh.SplitsUpdate;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the traffic of Services is split by weight. */
class SplitsTest {
    private static final String SPLIT = """
            apiVersion: split.smi-spec.io/v1alpha2
            kind: TrafficSplit
            metadata: {name: web-canary, namespace: shop}
            spec: {service: web, backends: [{service: web, weight: 90}, {service: web-next, weight: 10}]}
            """;
    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: by-path, namespace: shop}
            spec:
              parentRefs: [{kind: Service, group: "", name: web}]
              rules:
              - backendRefs: [{name: web, port: 80}]
              - backendRefs: [{name: web, port: 80, weight: 3}, {name: web-next, port: 81}]
            """;
    private static final String PROFILE = """
            apiVersion: linkerd.io/v1alpha2
            kind: ServiceProfile
            metadata: {name: web.shop.svc.cluster.local, namespace: shop}
            spec:
              dstOverrides:
              - {authority: "web-next.shop.svc.cluster.local:81", weight: 2}
              - {authority: elsewhere.example, weight: 1}
            """;

    @Test
    void trafficSplitIsToldWithTheWeightsOfItsLeaves() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(SPLIT)) {
            assertThat(watch(mesh).next().getSplitsList())
                    .containsExactly(split("TrafficSplit", "web-canary")
                            .addLeaves(leaf("web", 0, 900_000))
                            .addLeaves(leaf("web-next", 0, 100_000))
                            .build());
        }
    }

    @Test
    void ruleOfARouteWithSeveralBackendsIsASplitAndOneWithASingleBackendIsNone() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(ROUTE)) {
            assertThat(watch(mesh).next().getSplitsList())
                    .containsExactly(split("HTTPRoute", "by-path")
                            .setRule(1)
                            .setRules(2)
                            .addLeaves(leaf("web", 80, 3))
                            .addLeaves(leaf("web-next", 81, 1))
                            .build());
        }
    }

    @Test
    void overridesOfAProfileAreASplitAndLeadOutsideToo() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(PROFILE)) {
            assertThat(watch(mesh).next().getSplitsList())
                    .containsExactly(split("ServiceProfile", "web.shop.svc.cluster.local")
                            .addLeaves(leaf("web-next", 81, 20_000))
                            .addLeaves(SplitLeaf.newBuilder()
                                    .setService(SplitService.newBuilder().setName("elsewhere.example"))
                                    .setWeight(10_000))
                            .build());
        }
    }

    @Test
    void whatAnotherObjectOverridesIsToldAsThat() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(SPLIT).apply(ROUTE)) {
            var reader = watch(mesh);
            assertThat(overridden(reader.next())).containsExactly("HTTPRoute true", "TrafficSplit false");

            mesh.apply(PROFILE);
            assertThat(overridden(reader.next()))
                    .containsExactly("HTTPRoute true", "ServiceProfile false", "TrafficSplit true");

            Manifests.read(SPLIT + "---\n" + PROFILE).forEach(mesh::delete);
            SplitsUpdate last = reader.next();
            assertThat(overridden(last.getSplitsCount() == 1 ? last : reader.next()))
                    .containsExactly("HTTPRoute false");
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(watch(mesh).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static Reader<SplitsRequest, SplitsUpdate> watch(TestMesh mesh) {
        return Reader.of(SplitsGrpc.newStub(mesh.channel)::watch, SplitsRequest.getDefaultInstance());
    }

    private static List<String> overridden(SplitsUpdate update) {
        return update.getSplitsList().stream()
                .map(split -> split.getKind() + " " + split.getOverridden())
                .toList();
    }

    private static Split.Builder split(String kind, String name) {
        return Split.newBuilder()
                .setKind(kind)
                .setNamespace("shop")
                .setName(name)
                .setRules(1)
                .setService(service("web"));
    }

    private static SplitLeaf leaf(String service, int port, long weight) {
        return SplitLeaf.newBuilder()
                .setService(service(service))
                .setPort(port)
                .setWeight(weight)
                .build();
    }

    private static SplitService service(String name) {
        return SplitService.newBuilder().setNamespace("shop").setName(name).build();
    }
}
