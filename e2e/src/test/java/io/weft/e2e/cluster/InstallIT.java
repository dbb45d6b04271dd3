package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first hour with a mesh: a namespace is labelled, its pods are meshed, and commands tell so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class InstallIT {
    private static final String SHOP = "weft-e2e-shop";
    private static final int WEB = 8080;
    private static final int ADMIN = 4191;

    private final SharedMesh mesh;

    InstallIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void openShop() {
        assertThat(mesh.shop()).isEqualTo(SHOP);
    }

    @Test
    void podOfALabelledNamespaceHasASidecarThatIsReady() {
        assertThat(mesh.pod(SHOP, "web").getSpec().getInitContainers())
                .extracting(Container::getName)
                .startsWith("linkerd-init", "linkerd-proxy");
        assertThat(mesh.pod(SHOP, "web").getStatus().getInitContainerStatuses())
                .filteredOn(status -> status.getName().equals("linkerd-proxy"))
                .allSatisfy(status -> assertThat(status.getReady()).isTrue());
    }

    @Test
    void requestBetweenTwoPodsIsMutualTls() throws Exception {
        assertThat(mesh.status(SHOP, "web", WEB, "/api/items")).isEqualTo(200);

        try (ForwardedPort catalog = ForwardedPort.to(mesh.client, mesh.pod(SHOP, "catalog"), ADMIN)) {
            assertThat(catalog.text("/metrics").lines().filter(line -> line.startsWith("request_total{")))
                    .filteredOn(line -> line.contains("direction=\"inbound\"") && line.contains(":9000\""))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .contains(
                                    "tls=\"true\"",
                                    "client_id=\"default." + SHOP
                                            + ".serviceaccount.identity.linkerd.cluster.local\""));
        }
    }

    @Test
    void statWithoutVizTellsThatAllOfItIsMutualTls() {
        assertThat(mesh.linkerd("stat", "-n", SHOP).out().lines().skip(1))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.split(" +", -1)).contains("Running", "1/1", "mtls"));
        assertThat(mesh.linkerd("stat", "-n", SHOP, "deploy").out().lines().skip(1))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.split(" +", -1)).contains("1/1", "mtls"));
    }

    @Test
    void sidecarsPassTheirChecks() {
        assertThat(mesh.linkerd("check", "--proxy", "-n", SHOP, "-o", "short").out())
                .isEqualTo("Status check results are √\n");
        assertThat(mesh.linkerd("check", "-o", "json").out()).startsWith("{\n  \"success\" : true");
    }

    @Test
    void whatTheMeshCouldNotUseIsRefusedWithItsReason() {
        GenericKubernetesResource server = Serialization.unmarshal("""
                apiVersion: policy.linkerd.io/v1alpha1
                kind: MeshTLSAuthentication
                metadata: {name: nobody}
                spec: {identities: ["spiffe://td//a"]}
                """, GenericKubernetesResource.class);
        assertThatThrownBy(() -> mesh.client.resource(server).inNamespace(SHOP).create())
                .hasMessageContaining("admission webhook \"linkerd-policy-validator.linkerd.io\" denied the request:"
                        + " spec.identities[0] is 'spiffe://td//a'");
    }

    @Test
    void clusterThatHasAMeshIsNotReadyForAnother() {
        LinkerdCommand check = LinkerdCommand.run("check", "--pre");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("× control plane namespace does not already exist");
    }
}
