package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The control plane comes and goes; requests between workloads do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class RestartIT {
    private final SharedMesh mesh;
    private final ShopLoad load;

    RestartIT(SharedMesh mesh) {
        this.mesh = mesh;
        load = new ShopLoad(mesh, mesh.shop()).begun();
    }

    @Test
    void restartOfTheControlPlaneFailsNoRequest() {
        JsonNode before = load.counts();

        for (String each : List.of("linkerd-destination", "linkerd-identity", "linkerd-proxy-injector")) {
            mesh.client
                    .apps()
                    .deployments()
                    .inNamespace(SharedMesh.CONTROL_PLANE)
                    .withName(each)
                    .rolling()
                    .restart();
        }
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);

        load.failedNoneSince(before);
    }

    @Test
    void upgradeKeepsCertificatesAndFailsNoRequest() {
        JsonNode before = load.counts();
        Map<String, String> issuer = secret("linkerd-identity-issuer");
        Map<String, String> webhook = secret("linkerd-proxy-injector-k8s-tls");

        mesh.apply(mesh.linkerd("upgrade", "--set", "controllerLogLevel=warn").out());
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);

        assertThat(secret("linkerd-identity-issuer")).isEqualTo(issuer);
        assertThat(secret("linkerd-proxy-injector-k8s-tls")).isEqualTo(webhook);
        assertThat(mesh.client
                        .configMaps()
                        .inNamespace(SharedMesh.CONTROL_PLANE)
                        .withName("linkerd-config")
                        .get()
                        .getData())
                .hasEntrySatisfying("values", values -> assertThat(values).contains("controllerLogLevel: warn"));
        assertThat(mesh.linkerd("prune").out()).isEmpty();
        assertThat(mesh.linkerd("check").out()).endsWith("Status check results are √\n");
        load.failedNoneSince(before);
    }

    private Map<String, String> secret(String name) {
        Secret secret = mesh.client
                .secrets()
                .inNamespace(SharedMesh.CONTROL_PLANE)
                .withName(name)
                .get();
        return secret.getData();
    }
}
