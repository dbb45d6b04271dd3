package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final SharedMesh mesh;
    private final Scripts scripts;

    WorkloadsIT(SharedMesh mesh) {
        this.mesh = mesh;
        scripts = new Scripts(mesh);
    }

    @BeforeAll
    void open() {
        scripts.serve(MESHED, true);
        scripts.serve(PLAIN, false);
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
        scripts.run(namespace, name, script(script, server));
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
        mesh.apply(Scripts.manifest("cronjob.yaml", MESHED).replace("MAIN", script("http", "server.weft-e2e-meshed")));

        Eventually.is(
                "a job of the CronJob that succeeded",
                true,
                () -> mesh.client.batch().v1().jobs().inNamespace(MESHED).list().getItems().stream()
                        .filter(job -> job.getMetadata().getName().startsWith("every-minute-"))
                        .anyMatch(job -> Objects.equals(job.getStatus().getSucceeded(), 1)));
        mesh.delete(Scripts.manifest("cronjob.yaml", MESHED));
    }

    private static String script(String kind, String server) {
        return switch (kind) {
            case "http" -> Scripts.http(server, "");
            default -> "nc -w 10 %s 3306 </dev/null | grep greetings".formatted(server);
        };
    }
}
