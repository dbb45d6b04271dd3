package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Trains a program of the control plane: a second instance with the first one's settings starts, says how it is, and ends. It
 * writes to no folder of the first.
 *
 * <p>Threading: the caller waits.
 *
 * @param context whose installation trains
 * @param name of the second instance
 * @param scratch where it may write
 */
record ServiceTraining(MeshContext context, String name, Path scratch) {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DUMP = Duration.ofMinutes(3);
    private static final Duration CALL = Duration.ofSeconds(2);
    private static final InetSocketAddress MANAGEMENT =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), ManagementPort.NUMBER);

    /** Runs {@code service} once more, and lets it end. */
    Lesson give(Program.Dist service) {
        List<Program.Bind> binds = service.binds().stream()
                .map(bind -> bind.writable() ? new Program.Bind(folder(service, bind), bind.name(), true) : bind)
                .toList();
        Program.Dist twin =
                new Program.Dist(service.name(), service.arguments(), service.user(), service.environment(), binds);
        WorkloadSpec spec = WorkloadSpec.of(context.controlPlaneNamespace(), name, name, List.of(), twin)
                .withInjected(false);
        Placement placement = Placement.make(context.directory(), spec, warning -> {});
        try {
            Process process =
                    new Launcher(context.directory(), context.installation(), placement).start(twin, service.name());
            awaitHealth(placement, process);
            process.destroy();
            return new Lesson(process.waitFor(DUMP.toSeconds(), TimeUnit.SECONDS), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        } finally {
            Uninterrupted.run(() -> placement.release(note -> {}));
        }
    }

    private Path folder(Program.Dist service, Program.Bind bind) {
        Path folder = scratch.resolve(service.name() + "-" + bind.name());
        try {
            Folders.createOwned(folder, "rwx------", service.user());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitHealth(Placement placement, Process process) {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (answers(placement, ManagementPort.LIVENESS)) {
                answers(placement, ManagementPort.METRICS);
                return;
            }
            Pause.millis(500);
        }
    }

    private static boolean answers(Placement placement, String path) {
        try {
            return InNamespace.get(placement.namespace(), MANAGEMENT, path, CALL)
                    .ok();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
