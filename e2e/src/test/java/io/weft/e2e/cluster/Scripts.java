package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;

/** Servers and Jobs that are shell scripts, of an image with busybox. */
record Scripts(SharedMesh mesh) {
    private static final int PATIENCE_MINUTES = 4;
    private static final String BUSYBOX = Objects.requireNonNullElse(System.getenv("WEFT_E2E_BUSYBOX"), "busybox:1.37");

    /** A file beside the tests, for a namespace. */
    static String manifest(String file, String namespace) {
        return SharedMesh.file(file).replace("NAMESPACE", namespace).replace("BUSYBOX", BUSYBOX);
    }

    /** Gets {@code /passwd} from port 8080. */
    static String http(String server, String query) {
        return "printf 'GET /passwd%s HTTP/1.0\\\\r\\\\nHost: %s\\\\r\\\\n\\\\r\\\\n' | nc -w 10 %s 8080 | grep root"
                .formatted(query, server, server);
    }

    /** Makes a namespace with a server that answers http, and greets on 3306 whoever connects. */
    void serve(String namespace, boolean meshed) {
        mesh.namespace(namespace, meshed);
        mesh.apply(manifest("servers.yaml", namespace));
        mesh.awaitDeployments(namespace);
    }

    /** Runs a Job, which must succeed: the script in its init container, and again in its container. */
    void run(String namespace, String name, String script) {
        mesh.apply(manifest("job.yaml", namespace)
                .replace("NAME", name)
                .replace("INIT", script)
                .replace("MAIN", script));
        Job job = mesh.client
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .waitUntilCondition(
                        each -> each != null
                                && each.getStatus() != null
                                && (Objects.equals(each.getStatus().getSucceeded(), 1)
                                        || Objects.equals(each.getStatus().getFailed(), 1)),
                        PATIENCE_MINUTES,
                        MINUTES);
        assertThat(job.getStatus().getSucceeded()).as(name).isEqualTo(1);
    }
}
