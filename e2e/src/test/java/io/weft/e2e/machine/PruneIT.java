package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a mesh that could not tidy up left behind is gone after the next command, whichever that is. */
class PruneIT {
    private static final Duration DEATH = Duration.ofSeconds(20);

    /** What one mesh leaves to the next: who it is, the addresses of its Services, and the logs of what ran last. */
    private static final List<String> KEPT = List.of(
            "identity/ca-bundle.crt",
            "identity/issuer.crt",
            "identity/issuer.key",
            "identity/token.key",
            "run/admin-token",
            "run/destination/admin-token",
            "run/destination/cluster-ips.json",
            "run/destination/serving.crt",
            "run/identity/admin-token",
            "run/injector/admin-token",
            "run/last-address",
            "run/lock",
            "run/up.lock",
            "run/viz/admin-token");

    @SuppressWarnings("NullAway.Init")
    private static MeshOnOneMachine mesh;

    @BeforeAll
    static void start() {
        mesh = MeshOnOneMachine.start();
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void killedMeshLeavesNothingToTheNextCommand() {
        Command workload = mesh.run(Stream.concat(
                        Stream.of("-n", "shop", "--name", "web", "--port", "8080", "--service", "--"),
                        MeshOnOneMachine.program(WebServer.class, "8080").stream())
                .toArray(String[]::new));
        mesh.awaitReady(workload);
        Path folder = mesh.directory();
        String mark = mesh.networkOf(workload).replaceFirst("-shop\\..*", "-");
        Traces running = Traces.of(folder, mark);
        assertThat(running.namespaces()).as("namespaces of %s", mark).hasSize(6);
        assertThat(running.hosts()).isNotEmpty();
        assertThat(running.mounts()).isNotEmpty();
        List<ProcessHandle> processes = Stream.of(workload, mesh.up())
                .flatMap(command -> command.family().stream())
                .toList();

        mesh.up().kill();
        workload.kill();
        Command next = mesh.linkerd("stat", "--dir", folder.toString());

        assertThat(next.exitCode()).as(next::output).isEqualTo(1);
        assertThat(next.output()).contains("is not up");
        Patience.until(
                DEATH,
                () -> processes.stream().noneMatch(ProcessHandle::isAlive),
                () -> "still running: "
                        + processes.stream()
                                .filter(ProcessHandle::isAlive)
                                .map(ProcessHandle::info)
                                .toList());
        Traces after = Traces.of(folder, mark);
        var files = new TreeSet<>(after.files());
        files.removeIf(file -> file.startsWith("run/logs/"));
        assertThat(new Traces(after.namespaces(), after.hosts(), after.mounts(), after.interfaces(), files))
                .isEqualTo(new Traces(
                        new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), running.interfaces(), new TreeSet<>(KEPT)));
    }
}
