package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mesh that Helm has installed is like any other, and Helm's to upgrade. */
@InstalledBy(Installation.HELM)
@ExtendWith(SharedMesh.OfTheRun.class)
class HelmIT {
    private final SharedMesh mesh;

    HelmIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @Test
    void issuerIsTrustedWhereNothingElseIsGiven() {
        assertThat(mesh.client
                        .configMaps()
                        .inNamespace(SharedMesh.CONTROL_PLANE)
                        .withName("linkerd-identity-trust-roots")
                        .get()
                        .getData())
                .containsEntry("ca-bundle.crt", issuer());
    }

    private String issuer() {
        String encoded = mesh.client
                .secrets()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName("linkerd-identity-issuer")
                .get()
                .getData()
                .get("crt.pem");
        return new String(java.util.Base64.getDecoder().decode(encoded), java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void allOfAMeshedNamespaceIsMutualTls() {
        String shop = mesh.shop();

        assertThat(mesh.linkerd("stat", "-n", shop).out().lines().skip(1))
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.split(" +", -1)).contains("Running", "1/1", "mtls"));
    }
}
