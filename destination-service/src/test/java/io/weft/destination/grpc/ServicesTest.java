package io.weft.destination.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.weft.api.mesh.KnownService;
import io.weft.api.mesh.ServicesGrpc;
import io.weft.api.mesh.ServicesRequest;
import io.weft.api.mesh.ServicesUpdate;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which Services there are. */
class ServicesTest {
    private static final String WEB = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {selector: {app: web, tier: front}, clusterIP: 10.96.0.7, ports: [{port: 80}]}
            """;
    private static final String OUTSIDE = """
            apiVersion: v1
            kind: Service
            metadata: {name: maps, namespace: alien}
            spec: {type: ExternalName, externalName: maps.example}
            """;

    @Test
    void allAreToldWithWhomTheyChooseAndAgainWhenOneChanges() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply(WEB).apply(OUTSIDE)) {
            var reader = watch(mesh);
            assertThat(reader.next())
                    .isEqualTo(services(
                            service("alien", "maps", Map.of()),
                            service("shop", "web", Map.of("app", "web", "tier", "front"))));

            mesh.apply(WEB.replace(", tier: front", ""));
            assertThat(reader.next())
                    .isEqualTo(
                            services(service("alien", "maps", Map.of()), service("shop", "web", Map.of("app", "web"))));

            Manifests.read(OUTSIDE).forEach(mesh::delete);
            assertThat(reader.next()).isEqualTo(services(service("shop", "web", Map.of("app", "web"))));
        }
    }

    @Test
    void mirrorSaysWhichClusterItStandsFor() throws Exception {
        try (TestMesh mesh = TestMesh.of().apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: web-west, namespace: shop, labels: {mirror.linkerd.io/cluster-name: west}}
                spec: {ports: [{port: 80}]}
                """)) {
            assertThat(watch(mesh).next())
                    .isEqualTo(services(service("shop", "web-west", Map.of()).toBuilder()
                            .setMirrorOf("west")
                            .build()));
        }
    }

    @Test
    void nothingIsAnsweredBeforeTheFeedHasToldEverything() throws Exception {
        try (TestMesh mesh = new TestMesh(Settings.USUAL)) {
            assertThat(watch(mesh).end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private static Reader<ServicesRequest, ServicesUpdate> watch(TestMesh mesh) {
        return Reader.of(ServicesGrpc.newStub(mesh.channel)::watch, ServicesRequest.getDefaultInstance());
    }

    private static ServicesUpdate services(KnownService... all) {
        ServicesUpdate.Builder update = ServicesUpdate.newBuilder();
        for (KnownService each : all) {
            update.addServices(each);
        }
        return update.build();
    }

    private static KnownService service(String namespace, String name, Map<String, String> selector) {
        return KnownService.newBuilder()
                .setNamespace(namespace)
                .setName(name)
                .putAllSelector(selector)
                .build();
    }
}
