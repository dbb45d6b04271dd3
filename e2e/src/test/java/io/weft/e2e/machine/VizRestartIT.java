package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** viz-service is killed while somebody looks at a workload, and a Prometheus keeps what happened. */
class VizRestartIT {
    private static final Duration LOOK = Duration.ofMinutes(2);
    private static final String APP = "http://my-app.my-app.svc.cluster.local:8080/items/1?[1-1000000]";

    @Test
    void openPageSaysSoComesBackByItselfAndShowsWhatPrometheusKept(@TempDir Path data) {
        Chromium.assumeInstalled();
        assumeTrue(MeshPrometheus.isInstalled(), "prometheus is not installed: apt-get install prometheus");
        try (MeshOnOneMachine mesh = MeshOnOneMachine.start("--prometheus-url", MeshPrometheus.URL)) {
            startTraffic(mesh);
            MeshPrometheus.start(mesh, data, often(MeshPrometheus.configuration()));
            killUnderTheEyesOfSomebody(
                    mesh.dashboard(), mesh.directory(), "prometheus", "/workloads/my-app/deployment/my-app", "client");
        }
    }

    /**
     * Keeps a page open meanwhile: {@code viz-service/dashboard/browser/restart.mjs}.
     *
     * @param mesh its folder
     * @param store who keeps the history: {@code prometheus} or {@code memory}
     * @param page of a workload that {@code caller} calls
     */
    static void killUnderTheEyesOfSomebody(String url, Path mesh, String store, String page, String caller) {
        ProcessBuilder looking = Chromium.running("restart.mjs", url);
        looking.environment().putAll(Map.of("STORE", store, "WORKLOAD", page, "CALLER", caller));
        try (Command look = Command.start(looking)) {
            Patience.until(
                    LOOK,
                    () -> look.output().contains("ready") || !look.isAlive(),
                    () -> "never ready; it printed:\n" + look.output());
            assertThat(Service.of(mesh, "viz").kill()).as("killed processes").isPositive();
            Patience.until(LOOK, () -> !look.isAlive(), () -> "still looks; it printed:\n" + look.output());
            assertThat(look.exitCode()).as(look::output).isZero();
        }
    }

    /** A point of the history takes no longer than with our own memory. */
    private static String often(String configuration) {
        return configuration.replace(" 10s", " 2s").replace(" 5s", " 1s");
    }

    private static void startTraffic(MeshOnOneMachine mesh) {
        Command server = mesh.run(Stream.concat(
                        Stream.of("-n", "my-app", "--name", "my-app", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(TimedServer.class, "8080").stream())
                .toArray(String[]::new));
        Command client = mesh.run(
                "-n", "my-app", "--name", "client", "--", "curl", "-s", "-o", "/dev/null", "--rate", "10/s", APP);
        mesh.awaitReady(server);
        mesh.awaitReady(client);
    }
}
