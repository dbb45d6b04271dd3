package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much later a pod is ready for having a sidecar; a figure, not a limit. */
@ExtendWith(SharedMesh.OfTheRun.class)
class StartDelayIT {
    private static final String MESHED = "weft-e2e-late";
    private static final String PLAIN = "weft-e2e-early";
    private static final int TIMES = 7;

    private final SharedMesh mesh;

    StartDelayIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @Test
    void podWithASidecarIsReadySoonAfterOneWithout() {
        mesh.namespace(MESHED, true);
        mesh.namespace(PLAIN, false);
        List<Long> meshed = new ArrayList<>();
        List<Long> plain = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            plain.add(millisToReady(PLAIN, i));
            meshed.add(millisToReady(MESHED, i));
        }

        System.out.println("pod ready after " + median(plain) + " ms, with a sidecar after " + median(meshed)
                + " ms; of " + plain + " and " + meshed);
        assertThat(median(meshed)).isPositive();
    }

    private long millisToReady(String namespace, int number) {
        Pod pod = mesh.client
                .pods()
                .load(new java.io.ByteArrayInputStream(Scripts.manifest("pod.yaml", namespace)
                        .replace("NUMBER", Integer.toString(number))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .item();
        long begin = System.nanoTime();
        mesh.client.resource(pod).create();
        mesh.client.resource(pod).waitUntilCondition(Readiness::isPodReady, 2, MINUTES);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        mesh.client.resource(pod).withGracePeriod(0).delete();
        return millis;
    }

    private static long median(List<Long> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
