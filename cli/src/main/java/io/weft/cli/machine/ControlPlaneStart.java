package io.weft.cli.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Starts the control plane, all parts at once: their sidecars wait for identity-service by themselves.
 *
 * <p>Threading: {@link #start} once; {@link #started} from any thread.
 */
final class ControlPlaneStart {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Map<WorkloadSpec, Workload> running = new ConcurrentHashMap<>();
    private volatile List<WorkloadSpec> parts = List.of();

    /**
     * Returns when every part is ready; in the order others depend on them. The first failure ends the others.
     *
     * @throws MachineException if a part does not become ready; {@link #started} tells what is left to be closed
     */
    List<Workload> start(MeshContext mesh, MeshSettings settings, Consumer<String> progress) {
        AdminToken.renew(mesh.directory());
        parts = new ControlPlane(mesh.directory(), mesh.controlPlaneNamespace()).workloads(settings);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var finished = new ExecutorCompletionService<Workload>(threads);
            List<Future<Workload>> starting = parts.stream()
                    .map(part -> finished.submit(() -> startAndAwait(mesh, part, progress)))
                    .toList();
            try {
                for (int i = 0; i < starting.size(); i++) {
                    var _ = finished.take().get();
                }
                return starting.stream().map(Future::resultNow).toList();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new MachineException("interrupted", e);
            }
        }
    }

    /** The parts that were started, in the order others depend on them. */
    List<Workload> started() {
        return parts.stream()
                .filter(running::containsKey)
                .map(part -> java.util.Objects.requireNonNull(running.get(part)))
                .toList();
    }

    private Workload startAndAwait(MeshContext mesh, WorkloadSpec part, Consumer<String> progress) {
        long began = System.nanoTime();
        progress.accept("starting " + part.name());
        Workload workload = Workload.start(mesh, part, progress);
        running.put(part, workload);
        workload.awaitReady(PATIENCE);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        progress.accept(part.name() + " ready after " + millis + " ms");
        return workload;
    }
}
