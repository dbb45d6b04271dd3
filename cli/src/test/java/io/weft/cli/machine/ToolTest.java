package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    private static final Tool.Patience LONG = new Tool.Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void outputAndExitCodeAreKept() {
        assertThat(Tool.attempt("in", List.of("sh", "-c", "cat; echo err >&2; exit 3")))
                .isEqualTo(new Tool.Outcome(3, "inerr\n"));
    }

    @Test
    void failureQuotesWhatTheCommandSaid() {
        assertThatThrownBy(() -> Tool.run("sh", "-c", "echo no such thing; exit 1"))
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("no such thing");
    }

    @Test
    void commandThatTakesTooLongIsAskedToEnd() {
        Path asked = folder.resolve("asked");

        assertThatThrownBy(() -> Tool.attempt(
                        "",
                        List.of(
                                "sh",
                                "-c",
                                "trap 'touch " + asked + "; exit' TERM; echo; while :; do sleep 0.05; done"),
                        Map.of(),
                        new Tool.Patience(Duration.ofSeconds(1), Duration.ofMinutes(1))))
                .hasMessageContaining("did not end within 1 seconds");
        assertThat(asked).exists();
    }

    @Test
    void commandNobodyWaitsForAnyMoreIsEnded() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                Tool.attempt("", List.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 600"), Map.of(), LONG);
            } catch (MachineException e) {
                failure.complete(e);
            }
        });
        Root.await("the command runs", () -> !content(pid).isEmpty());
        waiting.interrupt();

        assertThat(failure.get()).hasMessageContaining("interrupted");
        assertThat(ProcessId.of(Long.parseLong(content(pid)))).isEmpty();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException notYet) {
            return "";
        }
    }
}
