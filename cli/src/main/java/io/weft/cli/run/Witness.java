package io.weft.cli.run;

import io.weft.cli.machine.Signals;
import io.weft.cli.machine.SpawnThread;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells Ctrl-C from {@code kill -INT}: a small process in this one's group, which dies of what the terminal sends to all of the
 * group, and of nothing that is sent to this process alone.
 *
 * <p>Threading: safe from any thread.
 */
final class Witness implements AutoCloseable {
    private static final List<String> COMMAND = List.of("setpriv", "--pdeathsig", "KILL", "sleep", "2147483647");
    private static final int KILLED_BY_INT = 128 + Signals.INT;
    private static final long PATIENCE_MILLIS = 500;

    private @Nullable Process process; // guarded by this; null where no terminal could send anything

    /** @param needed whether there is a terminal to tell from */
    Witness(boolean needed) {
        process = needed ? start() : null;
    }

    /** Whether the interrupt just received went to the whole group; a new witness stands for the next. */
    synchronized boolean sawInterrupt() {
        if (process == null) {
            return false;
        }
        try {
            boolean ended = process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            boolean saw = ended && process.exitValue() == KILLED_BY_INT;
            if (ended) {
                process = start();
            }
            return saw;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }

    /** For tests. */
    synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    private static Process start() {
        return SpawnThread.start(new ProcessBuilder(COMMAND));
    }
}
