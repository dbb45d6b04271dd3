package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one slow receiver of much costs the proxies on both sides of it. */
@Tag(MeshOnOneMachine.SHARED)
class MemoryIT {
    private static final long GIB = 1L << 30;
    private static final long WARM_UP = 64L << 20;
    private static final long MOST_GROWTH_KIB = 16 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static MeshOnOneMachine mesh;
    private static Command server;
    private static Command client;

    @BeforeAll
    static void begin() {
        mesh = MeshOnOneMachine.shared();
        server = mesh.run(Stream.concat(
                        Stream.of("-n", "bulk", "--name", "bulk", "--port", "8000", "--service", "--"),
                        MeshOnOneMachine.program(Bulk.class, "serve", "8000").stream())
                .toArray(String[]::new));
        client = mesh.run("-n", "bulk", "--name", "client", "--service-account", "client", "--", "sleep", "3600");
        mesh.awaitReady(server);
        mesh.awaitReady(client);
        transfer("upload", WARM_UP, () -> {});
        transfer("download", WARM_UP, () -> {});
    }

    @AfterAll
    static void end() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @Test
    void aGibibyteUploadedToASlowReader() {
        assertLittleGrowth("upload");
    }

    @Test
    void aGibibyteDownloadedByASlowReader() {
        assertLittleGrowth("download");
    }

    private static void assertLittleGrowth(String way) {
        Proxy atServer = Proxy.of(server);
        Proxy atClient = Proxy.of(client);
        long[] most = {atServer.rssKib(), atClient.rssKib()};
        long[] before = most.clone();
        transfer(way, GIB, () -> {
            most[0] = Math.max(most[0], atServer.rssKib());
            most[1] = Math.max(most[1], atClient.rssKib());
        });
        assertThat(most[0] - before[0])
                .as("KiB the server's proxy grew from %d", before[0])
                .isLessThanOrEqualTo(MOST_GROWTH_KIB);
        assertThat(most[1] - before[1])
                .as("KiB the client's proxy grew from %d", before[1])
                .isLessThanOrEqualTo(MOST_GROWTH_KIB);
        System.out.printf(
                "%s: RSS of the server's proxy %d + %d KiB, of the client's %d + %d KiB%n",
                way, before[0], most[0] - before[0], before[1], most[1] - before[1]);
    }

    private static void transfer(String way, long bytes, Runnable meanwhile) {
        Command moving = mesh.inside(
                client,
                MeshOnOneMachine.program(Bulk.class, way, "bulk.bulk.svc.cluster.local", "8000", Long.toString(bytes))
                        .toArray(String[]::new));
        Patience.until(
                PATIENCE,
                () -> {
                    meanwhile.run();
                    return !moving.isAlive();
                },
                () -> way + " goes on; it printed:\n" + moving.output());
        assertThat(moving.exitCode()).as(moving.output()).isZero();
        assertThat(moving.output()).contains("received " + bytes);
    }

    /** A sidecar, seen from outside. */
    private record Proxy(long pid) {
        /** The process below {@code workload} that is a JVM of the mesh's own distribution. */
        static Proxy of(Command workload) {
            List<Proxy> found = ProcessHandle.of(workload.pid())
                    .orElseThrow()
                    .descendants()
                    .map(process -> new Proxy(process.pid()))
                    .filter(proxy -> proxy.read("cmdline").startsWith("/opt/java/bin/java\0"))
                    .toList();
            return found.stream()
                    .max(Comparator.comparingLong(Proxy::rssKib))
                    .orElseThrow(
                            () -> new AssertionError("no proxy below the workload; it printed:\n" + workload.output()));
        }

        long rssKib() {
            return read("status")
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("process " + pid + " has no memory any more"));
        }

        private String read(String file) {
            try {
                return Files.readString(Path.of("/proc", Long.toString(pid), file));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
