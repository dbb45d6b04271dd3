package io.weft.cli.machine;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one thread that starts processes.
 *
 * <p>A parent-death signal is sent when the <em>thread</em> that made the child ends; this one ends with the JVM.
 */
public final class SpawnThread {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("spawn").daemon(true).factory());

    private SpawnThread() {}

    /**
     * Starts a process, on that thread.
     *
     * @throws MachineException if the command cannot be started
     */
    public static Process start(ProcessBuilder builder) {
        try {
            return THREAD.submit(builder::start).get();
        } catch (ExecutionException e) {
            String reason = e.getCause() instanceof IOException io ? io.getMessage() : String.valueOf(e.getCause());
            throw new MachineException("cannot start '" + builder.command().getFirst() + "': " + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException(
                    "interrupted while starting '" + builder.command().getFirst() + "'", e);
        }
    }
}
