package io.weft.cli.run;

import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Signals;
import io.weft.cli.output.Console;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One workload, from its start to the removal of its last file.
 *
 * <p>Threading: {@link #run} on the main thread, once; signals arrive on a thread of the JVM's.
 */
final class Running {
    private static final int SIGNALLED = 128;
    private static final int HUP = 1;

    private final Console console;
    private final BooleanSupplier fromTerminal;
    private final Thread main = Thread.currentThread();
    private @Nullable Started started; // guarded by this
    private int ended; // guarded by this; the signal that came before there was an application

    /**
     * For the thread that will run it.
     *
     * @param fromTerminal whether the interrupt just received came from the terminal, and so reached the application as well
     */
    Running(Console console, BooleanSupplier fromTerminal) {
        this.console = console;
        this.fromTerminal = fromTerminal;
    }

    /**
     * The application's exit code, or 128 + n if signal n came before it was started. Once the application ended, its exit code
     * stands, whatever becomes of the removal.
     */
    int run(Supplier<Started> start) {
        try {
            Started workload = start.get();
            try {
                return adopt(workload) ? workload.end().get() : SIGNALLED + endedBy();
            } finally {
                close(workload);
            }
        } catch (MachineException e) {
            if (endedBy() != 0) {
                return SIGNALLED + endedBy();
            }
            throw e;
        } catch (ExecutionException e) {
            throw new MachineException("lost sight of the command: " + e.getCause(), e);
        } catch (InterruptedException e) {
            return SIGNALLED + endedBy();
        }
    }

    /**
     * To be called with every signal received. Ctrl-C has reached the application already; a second time might mean "at once" to
     * it. A terminal's new size is as good twice.
     */
    synchronized void signal(int number) {
        boolean had = number == Signals.INT && fromTerminal.getAsBoolean();
        if (started != null) {
            if (!had) {
                started.signal(number);
            }
        } else if (number == Signals.INT || number == Signals.TERM || number == HUP) {
            ended = number;
            main.interrupt();
        }
    }

    private void close(Started workload) {
        try {
            workload.close();
        } catch (RuntimeException e) {
            console.warn("something of the workload could not be removed: " + MachineException.describe(e));
        }
    }

    private synchronized boolean adopt(Started workload) {
        started = workload;
        return ended == 0;
    }

    private synchronized int endedBy() {
        return ended;
    }
}
