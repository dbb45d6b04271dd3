package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.Printed;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningTest {
    private final Printed printed = new Printed();
    private final FakeWorkload workload = new FakeWorkload();

    @AfterEach
    void forgetInterrupt() {
        var _ = Thread.interrupted();
    }

    @Test
    void exitCodeIsTheCommands() {
        workload.end.complete(42);

        assertThat(running(false).run(() -> workload)).isEqualTo(42);
        assertThat(workload.closed).isTrue();
    }

    @Test
    void exitCodeIsKeptWhenTheRemovalFails() {
        workload.end.complete(42);
        workload.leftover = new MachineException("the disk is full");

        assertThat(running(false).run(() -> workload)).isEqualTo(42);
        assertThat(printed.err())
                .isEqualTo("warning: something of the workload could not be removed: the disk is full\n");
    }

    @Test
    void termReachesTheCommandAndIsItsExitCode() {
        Running running = running(false);
        workload.whenAwaited = () -> running.signal(Signals.TERM);

        assertThat(running.run(() -> workload)).isEqualTo(128 + Signals.TERM);
        assertThat(workload.signals).containsExactly(Signals.TERM);
        assertThat(workload.closed).isTrue();
    }

    @Test
    void termBeforeThereIsACommandEndsTheStart() {
        Running running = running(false);

        int exit = running.run(() -> {
            running.signal(Signals.TERM);
            throw new MachineException("interrupted");
        });

        assertThat(exit).isEqualTo(128 + Signals.TERM);
    }

    @Test
    void termWhileTheCommandIsStartedRemovesItAgain() {
        Running running = running(false);

        int exit = running.run(() -> {
            running.signal(Signals.TERM);
            return workload;
        });

        assertThat(exit).isEqualTo(128 + Signals.TERM);
        assertThat(workload.closed).isTrue();
    }

    @Test
    void ctrlCTheCommandHasGotAlready() {
        Running running = running(true);
        workload.whenAwaited = () -> {
            running.signal(Signals.INT);
            running.signal(Signals.TERM);
        };

        running.run(() -> workload);

        assertThat(workload.signals).containsExactly(Signals.TERM);
    }

    @Test
    void interruptFromElsewhereIsPassedOn() {
        Running running = running(false);
        workload.whenAwaited = () -> running.signal(Signals.INT);

        assertThat(running.run(() -> workload)).isEqualTo(128 + Signals.INT);
    }

    @Test
    void workloadThatCannotBeStartedIsTheCallersToKnow() {
        assertThatThrownBy(() -> running(false).run(() -> {
                    throw new MachineException("no more addresses");
                }))
                .hasMessage("no more addresses");
    }

    private Running running(boolean fromTerminal) {
        return new Running(printed.console(), () -> fromTerminal);
    }

    /** Ends with the first signal that asks it to. */
    private static final class FakeWorkload implements Started {
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private final List<Integer> signals = new ArrayList<>();
        private Runnable whenAwaited = () -> {};
        private boolean closed;
        private MachineException leftover = new MachineException("");

        @Override
        public CompletableFuture<Integer> end() {
            whenAwaited.run();
            return end;
        }

        @Override
        public void signal(int number) {
            signals.add(number);
            end.complete(128 + number);
        }

        @Override
        public void close() {
            closed = true;
            if (!String.valueOf(leftover.getMessage()).isEmpty()) {
                throw leftover;
            }
        }
    }
}
