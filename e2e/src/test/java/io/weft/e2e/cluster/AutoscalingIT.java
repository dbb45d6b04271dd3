package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A HorizontalPodAutoscaler asks what sidecars count, by the manifest of {@code docs/autoscaling.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class AutoscalingIT {
    private static final String NAMESPACE = "weft-e2e-busy";
    private static final String API = "v1beta1.external.metrics.k8s.io";
    private static final int PATIENCE_MINUTES = 6;
    private static final int PODS = 4; // of 50 requests per second each

    private final SharedMesh mesh;
    private @Nullable InstalledExtension viz;

    AutoscalingIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void openShop() {
        assumeTrue(
                mesh.client.apiServices().withName(API).get() == null,
                "needs a cluster without external metrics of its own");
        viz = InstalledExtension.of(mesh, "viz", "--set", "prometheus.enabled=false,externalMetrics.enabled=true");
        assertThat(mesh.linkerd("viz", "check").out()).endsWith(SharedMesh.WELL);
        mesh.namespace(NAMESPACE, true);
        mesh.apply(SharedMesh.file("shop.yaml")
                .replace("tcpSocket:", "grpc:") // the sidecar would answer for a container that does not listen yet
                .replace("weft-e2e-shop", NAMESPACE)
                .replace("--rate, \"20\"", "--rate, \"200\""));
        mesh.awaitDeployments(NAMESPACE);
    }

    @AfterAll
    void uninstall() {
        if (viz != null) {
            viz.close();
        }
    }

    @Test
    void workloadGetsPodsForItsRequestsAndNoneOfThemFails() throws IOException {
        ShopLoad load = new ShopLoad(mesh, NAMESPACE).begun();
        JsonNode before = load.counts();

        long begin = System.nanoTime();
        mesh.apply(ofTheDocs().replace("namespace: shop", "namespace: " + NAMESPACE));
        mesh.client
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("web")
                .waitUntilCondition(AutoscalingIT::hasThem, PATIENCE_MINUTES, MINUTES);
        System.out.println("an autoscaler made " + PODS + " pods of one, and they are ready: "
                + (System.nanoTime() - begin) / 1_000_000_000 + " s");

        load.failedNoneSince(before);
    }

    private static String ofTheDocs() throws IOException {
        Path docs = Path.of(System.getProperty("weft.dist", "../dist")).resolveSibling("docs");
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(docs.resolve("autoscaling.md")))
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasThem(@Nullable Deployment web) {
        return web != null
                && web.getStatus() != null
                && Objects.requireNonNullElse(web.getStatus().getReadyReplicas(), 0) >= PODS;
    }
}
