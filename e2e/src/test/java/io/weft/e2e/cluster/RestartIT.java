package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The control plane comes and goes, and so do workloads; requests between workloads do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class RestartIT {
    private static final String SHOP = "weft-e2e-restarted";
    private static final int SHOP_PODS = 4;
    private static final int AFTERWARDS = 100;

    private final SharedMesh mesh;
    private final ShopLoad load;

    RestartIT(SharedMesh mesh) {
        this.mesh = mesh;
        load = new ShopLoad(mesh, SHOP);
    }

    /** Its probes are answered by its containers: for those of TCP the sidecar answers, which listens before they do. */
    @BeforeAll
    void openShop() {
        mesh.namespace(SHOP, true);
        mesh.apply(SharedMesh.file("shop.yaml").replace("weft-e2e-shop", SHOP).replace("tcpSocket:", "grpc:"));
        mesh.awaitDeployments(SHOP);
        assertThat(ShopLoad.sent(load.begun().counts())).isPositive();
    }

    @Test
    void restartOfTheControlPlaneFailsNoRequest() {
        JsonNode before = load.counts();

        restart(SharedMesh.CONTROL_PLANE, "linkerd-destination", "linkerd-identity", "linkerd-proxy-injector");
        mesh.awaitDeployments(SharedMesh.CONTROL_PLANE);

        load.failedNoneSince(before);
    }

    /** Each is ready no sooner than it can answer, and listens until all know that it goes. */
    @Test
    void restartOfTheShopFailsNoRequest() {
        JsonNode before = load.counts();

        restart(SHOP, "web", "catalog", "votes");
        mesh.awaitDeployments(SHOP);
        Eventually.is(
                "pods of the shop",
                SHOP_PODS,
                () -> mesh.client.pods().inNamespace(SHOP).list().getItems().size());
        load.sends(load.counts(), AFTERWARDS);

        load.failedNoneSince(before);
    }

    private void restart(String namespace, String... deployments) {
        for (String each : deployments) {
            mesh.client
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName(each)
                    .rolling()
                    .restart();
        }
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
