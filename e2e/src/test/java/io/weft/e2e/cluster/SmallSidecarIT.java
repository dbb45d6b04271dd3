package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Sidecars that an annotation leaves 96 MiB carry a busy shop, and none is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class SmallSidecarIT {
    private static final String NAMESPACE = "weft-e2e-small";
    private static final int ADMIN = 4191;
    private static final int REQUESTS = 5_000;

    private final SharedMesh mesh;

    SmallSidecarIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void openShop() {
        mesh.namespace(NAMESPACE, true);
        mesh.annotate(NAMESPACE, "config.linkerd.io/proxy-memory-limit", "96Mi");
        mesh.apply(SharedMesh.file("shop.yaml")
                .replace("weft-e2e-shop", NAMESPACE)
                .replace("--rate, \"20\"", "--rate, \"50\""));
        mesh.awaitDeployments(NAMESPACE);
    }

    @Test
    void sidecarOf96MiBCarriesLoadAndLives() {
        ShopLoad load = new ShopLoad(mesh, NAMESPACE).begun();
        JsonNode before = load.counts();

        long begin = System.nanoTime();
        JsonNode after = load.sends(before, REQUESTS);
        long seconds = (System.nanoTime() - begin) / 1_000_000_000;

        load.failedNoneSince(before);
        List<Pod> pods = mesh.client.pods().inNamespace(NAMESPACE).list().getItems();
        assertThat(pods).hasSize(4).allSatisfy(pod -> {
            assertThat(limit(pod)).isEqualTo(new Quantity("96Mi"));
            assertThat(sidecar(pod).getRestartCount()).isZero();
        });
        pods.forEach(pod -> System.out.println(pod.getMetadata().getName() + ": " + residentMegabytes(pod)
                + " MB resident after " + (ShopLoad.sent(after) - ShopLoad.sent(before)) / seconds + " requests/s for "
                + seconds + " s"));
    }

    private static Quantity limit(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .filter(container -> container.getName().equals("linkerd-proxy"))
                .map(container -> container.getResources().getLimits().get("memory"))
                .findFirst()
                .orElseThrow();
    }

    private static ContainerStatus sidecar(Pod pod) {
        return pod.getStatus().getInitContainerStatuses().stream()
                .filter(status -> status.getName().equals("linkerd-proxy"))
                .findFirst()
                .orElseThrow();
    }

    private long residentMegabytes(Pod pod) {
        try (ForwardedPort admin = ForwardedPort.to(mesh.client, pod, ADMIN)) {
            return admin.text("/metrics")
                    .lines()
                    .filter(line -> line.startsWith("process_resident_memory_bytes "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))) / 1_000_000)
                    .sum();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
