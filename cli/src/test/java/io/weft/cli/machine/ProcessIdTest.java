package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdTest {
    private static final String AFTER_COMMAND =
            " S 1 2 3 0 -1 4194560 100 200 0 0 1 2 3 4 20 0 1 0 987654 1000 10 18446744073709551615\n";

    @Test
    void startTimeIsFoundBehindACommandWithBlanksAndParentheses() {
        assertThat(ProcessId.parse(7, "7 (a) b (c))" + AFTER_COMMAND))
                .contains(new ProcessId(7, 987654, ProcessId.current().boot()));
    }

    @Test
    void unreapedProcessCountsAsGone() {
        assertThat(ProcessId.parse(7, "7 (sh)" + AFTER_COMMAND.replaceFirst("S", "Z")))
                .isEmpty();
    }

    @Test
    void thisProcessIsAlive() {
        assertThat(ProcessId.current().alive()).isTrue();
    }

    @Test
    void processWithTheSameNumberStartedLaterIsNotAlive() {
        ProcessId self = ProcessId.current();

        assertThat(new ProcessId(self.pid(), self.startTime() - 1, self.boot()).alive())
                .isFalse();
    }

    @Test
    void processOfAnotherBootIsNotAlive() {
        ProcessId self = ProcessId.current();

        assertThat(self.boot()).matches("[0-9a-f-]{36}");
        assertThat(new ProcessId(self.pid(), self.startTime(), "another").alive())
                .isFalse();
    }

    @Test
    void endedProcessIsNotAlive() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessId id = ProcessId.of(process.pid()).orElseThrow();
        process.destroyForcibly().waitFor();

        assertThat(id.alive()).isFalse();
    }
}
