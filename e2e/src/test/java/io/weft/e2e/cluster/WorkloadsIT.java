package io.weft.e2e.cluster;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workloads of every kind do with a sidecar what they did without. Each asks by a shell script in a Job, which must end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedMesh.OfTheRun.class)
class WorkloadsIT {
    private static final String MESHED = "weft-e2e-meshed";
    private static final String PLAIN = "weft-e2e-plain";
    private static final int ADMIN = 4191;
    private static final int PATIENCE_MINUTES = 4;
    private static final String BUSYBOX = Objects.requireNonNullElse(System.getenv("WEFT_E2E_BUSYBOX"), "busybox:1.37");

    private final SharedMesh mesh;

    WorkloadsIT(SharedMesh mesh) {
        this.mesh = mesh;
    }

    @BeforeAll
    void open() {
        for (String namespace : new String[] {MESHED, PLAIN}) {
            mesh.namespace(namespace, namespace.equals(MESHED));
            mesh.apply(manifest("servers.yaml", namespace));
        }
        mesh.awaitDeployments(MESHED);
        mesh.awaitDeployments(PLAIN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "meshed-to-meshed,    weft-e2e-meshed, http,   server.weft-e2e-meshed",
        "meshed-to-unmeshed,  weft-e2e-meshed, http,   server.weft-e2e-plain",
        "unmeshed-to-meshed,  weft-e2e-plain,  http,   server.weft-e2e-meshed",
        "headless,            weft-e2e-meshed, http,   headless.weft-e2e-meshed",
        "server-speaks-first, weft-e2e-meshed, opaque, server.weft-e2e-meshed",
        "speaks-first-plain,  weft-e2e-plain,  opaque, server.weft-e2e-meshed",
    })
    void jobReachesItsServerAndEnds(String name, String namespace, String script, String server) {
        mesh.apply(manifest("job.yaml", namespace)
                .replace("NAME", name)
                .replace("INIT", script(script, server))
                .replace("MAIN", script(script, server)));

        ended(namespace, name);
    }

    @Test
    void opaqueConnectionIsMutualTls() throws Exception {
        jobReachesItsServerAndEnds("opaque-is-secured", MESHED, "opaque", "server.weft-e2e-meshed");

        try (ForwardedPort admin = ForwardedPort.to(mesh.client, mesh.pod(MESHED, "server"), ADMIN)) {
            assertThat(admin.text("/metrics").lines())
                    .anyMatch(line -> line.startsWith("tcp_open_total{")
                            && line.contains("direction=\"inbound\"")
                            && line.contains(":3306\"")
                            && line.contains("tls=\"true\""));
        }
    }

    @Test
    void cronJobRunsAndEnds() {
        mesh.apply(manifest("cronjob.yaml", MESHED).replace("MAIN", script("http", "server.weft-e2e-meshed")));

        Eventually.is(
                "a job of the CronJob that succeeded",
                true,
                () -> mesh.client.batch().v1().jobs().inNamespace(MESHED).list().getItems().stream()
                        .filter(job -> job.getMetadata().getName().startsWith("every-minute-"))
                        .anyMatch(job -> Objects.equals(job.getStatus().getSucceeded(), 1)));
        mesh.delete(manifest("cronjob.yaml", MESHED));
    }

    private void ended(String namespace, String name) {
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

    private static String script(String kind, String server) {
        return switch (kind) {
            case "http" ->
                "printf 'GET /passwd HTTP/1.0\\\\r\\\\nHost: %s\\\\r\\\\n\\\\r\\\\n' | nc -w 10 %s 8080 | grep root"
                        .formatted(server, server);
            default -> "nc -w 10 %s 3306 </dev/null | grep greetings".formatted(server);
        };
    }

    private static String manifest(String file, String namespace) {
        return SharedMesh.file(file).replace("NAMESPACE", namespace).replace("BUSYBOX", BUSYBOX);
    }
}
