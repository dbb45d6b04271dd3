package io.weft.cli.run;

import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Mesh;
import io.weft.cli.machine.Signals;
import io.weft.cli.machine.Workload;
import io.weft.cli.machine.WorkloadSpec;
import io.weft.cli.output.Console;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One workload, from its start to the removal of its last file.
 *
 * <p>Threading: {@link #run} on the main thread, once; signals arrive on a thread of the JVM's.
 */
final class Running {
    private static final int SIGNALLED = 128;
    private static final int WINCH = 28;

    private final Console console;
    private final Thread main = Thread.currentThread();
    private @Nullable Workload workload; // guarded by this
    private int ended; // guarded by this; the signal that came before there was an application

    Running(Console console) {
        this.console = console;
    }

    /** The application's exit code, or 128 + n if signal n came before it was started. */
    int run(Mesh.Joined mesh, WorkloadSpec spec) {
        Signals.handle(this::signal);
        try (Workload started = mesh.start(spec, console::note)) {
            if (!adopt(started)) {
                return SIGNALLED + endedBy();
            }
            return started.end().get();
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

    private synchronized boolean adopt(Workload started) {
        workload = started;
        return ended == 0;
    }

    private synchronized int endedBy() {
        return ended;
    }

    /** What a terminal sends to its foreground group, the application has got already. */
    private synchronized void signal(int number) {
        boolean fromTerminal = (number == Signals.INT || number == WINCH) && Foreground.now();
        if (workload != null) {
            if (!fromTerminal) {
                workload.signal(number);
            }
        } else if (number == Signals.INT || number == Signals.TERM || number == 1) {
            ended = number;
            main.interrupt();
        }
    }
}
