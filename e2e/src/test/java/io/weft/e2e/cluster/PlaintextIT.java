package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whoever listens on a node's network reads what pods without a sidecar say, and nothing of what meshed pods say.
 * {@code WEFT_E2E_TCPDUMP} names an image that has tcpdump.
 */
@ExtendWith(SharedMesh.OfTheRun.class)
class PlaintextIT {
    private static final String MESHED = "weft-e2e-secret";
    private static final String PLAIN = "weft-e2e-overheard";

    private final SharedMesh mesh;

    PlaintextIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @Test
    void captureOnTheNodeHoldsNoPlaintextOfMeshedPods() {
        String image = System.getenv("WEFT_E2E_TCPDUMP");
        assumeTrue(image != null, "needs an image with tcpdump: set WEFT_E2E_TCPDUMP");
        Scripts scripts = new Scripts(mesh);
        scripts.serve(MESHED, true);
        scripts.serve(PLAIN, false);
        mesh.apply(SharedMesh.file("capture.yaml").replace("NAMESPACE", PLAIN).replace("IMAGE", image));
        int nodes = mesh.client.nodes().list().getItems().size();
        Eventually.is("nodes that are listened on", nodes, () -> count(captured(), "listening on"));
        String secret = "secret-" + UUID.randomUUID();
        String overheard = "overheard-" + UUID.randomUUID();

        scripts.run(MESHED, "ask", Scripts.http("server." + MESHED, "?" + secret));
        scripts.run(PLAIN, "ask", Scripts.http("server." + PLAIN, "?" + overheard));

        String text = Eventually.until(this::captured, all -> all.contains(overheard));
        String server = mesh.pod(MESHED, "server").getStatus().getPodIP();
        System.out.println("captured " + text.length() + " characters; to the meshed server: "
                + count(text, "> " + server + ".") + " packets");
        assertThat(text.contains(overheard))
                .as("what pods without a sidecar say is heard")
                .isTrue();
        assertThat(count(text, "> " + server + "."))
                .as("packets to the meshed server")
                .isPositive();
        assertThat(text.contains(secret)).as("what meshed pods say is heard").isFalse();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /** What was heard on all nodes. */
    private String captured() {
        return mesh.client.pods().inNamespace(PLAIN).withLabel("app", "capture").list().getItems().stream()
                .map(this::log)
                .collect(Collectors.joining("\n"));
    }

    private String log(Pod capture) {
        try {
            return mesh.client.pods().resource(capture).getLog();
        } catch (KubernetesClientException notYet) {
            return "";
        }
    }
}
