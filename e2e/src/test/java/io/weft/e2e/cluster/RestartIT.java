package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control plane comes and goes; requests between workloads do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class RestartIT {
    private static final int COUNTS = 8090;
    private static final int FEW = 100;

    private final SharedMesh mesh;

    RestartIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void openShop() {
        String shop = mesh.shop();
        Eventually.until(this::counts, counts -> counts.path("sent").asLong() > FEW);
        assertThat(shop).isNotEmpty();
    }

    @Test
    void restartOfTheControlPlaneFailsNoRequest() {
        JsonNode before = counts();

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

        failedNone(before);
    }

    @Test
    void upgradeKeepsCertificatesAndFailsNoRequest() {
        JsonNode before = counts();
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
        failedNone(before);
    }

    private void failedNone(JsonNode before) {
        long wanted = before.path("sent").asLong() + FEW;
        JsonNode after =
                Eventually.until(this::counts, counts -> counts.path("sent").asLong() > wanted);
        assertThat(after.path("sent").asLong()).isGreaterThan(wanted);
        assertThat(after.path("unexpectedFailures").asLong())
                .as(after.toString())
                .isEqualTo(before.path("unexpectedFailures").asLong());
    }

    private JsonNode counts() {
        try (ForwardedPort load = ForwardedPort.to(mesh.client, mesh.pod("weft-e2e-shop", "load"), COUNTS)) {
            return JsonMapper.shared().readTree(load.text("/counts"));
        } catch (java.io.IOException notYet) {
            return JsonMapper.shared().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
