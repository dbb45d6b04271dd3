package io.weft.cli.machine;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Ends several workloads; one that cannot be removed does not keep the others. Threading: the caller waits. */
final class Teardown {
    private Teardown() {}

    /** All at once. */
    static void together(Collection<Workload> workloads, Consumer<String> notes) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            workloads.forEach(workload -> threads.execute(() -> close(workload, notes)));
        }
    }

    /** One after the other, in their order. */
    static void inTurn(Collection<Workload> workloads, Consumer<String> notes) {
        workloads.forEach(workload -> close(workload, notes));
    }

    private static void close(Workload workload, Consumer<String> notes) {
        try {
            workload.close();
        } catch (RuntimeException e) {
            notes.accept("something of " + workload.pod() + " could not be removed: " + MachineException.describe(e));
        }
    }
}
