package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    private static final Duration GRACE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger launches = new AtomicInteger();

    @Test
    void processThatEndsIsReplaced() {
        Supervised supervised = start(true, "exit 3");

        Root.await("a second and a third process", () -> supervised.launches() >= 3);
        supervised.stop(GRACE);

        assertThat(events).isNotEmpty().allMatch(event -> event.startsWith("it ended (exit code 3)"));
    }

    @Test
    void processKilledBySomebodyIsReplacedByALivingOne() {
        Supervised supervised = start(true, "exec sleep 600");
        long first = supervised.pid();
        supervised.signal(9);

        Root.await("another process", () -> supervised.pid() != 0 && supervised.pid() != first);
        supervised.stop(GRACE);

        assertThat(events).containsExactly("it ended (signal 9): starting it again in 250 ms");
    }

    @Test
    void processThatCannotBeReplacedAtOnceIsReplacedLater() {
        Supervised supervised = Supervised.start(
                "it",
                () -> switch (launches.incrementAndGet()) {
                    case 1 -> SpawnThread.start(new ProcessBuilder("true"));
                    case 2 -> throw new MachineException("no more processes");
                    case 3 -> throw new UncheckedIOException(new NoSuchFileException("/anchors"));
                    default -> SpawnThread.start(new ProcessBuilder("sleep", "600"));
                },
                true,
                events::add);

        Root.await("a living process", () -> launches.get() == 4 && supervised.pid() != 0);
        supervised.stop(GRACE);

        assertThat(events)
                .containsExactly(
                        "it ended (exit code 0): starting it again in 250 ms",
                        "it cannot be started (no more processes): starting it again in 500 ms",
                        "it cannot be started (/anchors does not exist): starting it again in 1000 ms");
    }

    @Test
    void stoppedProcessStaysStopped() throws Exception {
        Supervised supervised = start(true, "exec sleep 600");
        supervised.stop(GRACE);

        assertThat(supervised.end().get(20, TimeUnit.SECONDS)).isEqualTo(128 + 15);
        assertThat(supervised.pid()).isZero();
        assertThat(launches).hasValue(1);
        assertThat(events).isEmpty();
    }

    @Test
    void processThatIgnoresTheRequestIsKilledAfterItsGrace() throws Exception {
        Path trapped = folder.resolve("trapped");
        Supervised supervised = start(false, "trap '' TERM; touch '" + trapped + "'; while :; do sleep 0.1; done");
        Root.await("the process has its trap", () -> Files.exists(trapped));
        supervised.stop(Duration.ofMillis(300));

        assertThat(supervised.end().get(20, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void whoWaitsForItsEndCanGiveUp() throws Exception {
        Path trapped = folder.resolve("trapped");
        Supervised supervised = start(true, "trap '' TERM; touch '" + trapped + "'; while :; do sleep 0.1; done");
        Root.await("the process has its trap", () -> Files.exists(trapped));
        CompletableFuture<Boolean> gaveUp = new CompletableFuture<>();
        Thread stopping = Thread.ofPlatform()
                .start(() -> gaveUp.complete(!supervised.stop(Duration.ofMinutes(10))
                        && Thread.currentThread().isInterrupted()));
        stopping.interrupt();

        assertThat(gaveUp.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(supervised.end().get(20, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void exitCodeIsGivenWhenNobodyReplacesTheProcess() throws Exception {
        assertThat(start(false, "exit 42").end().get(20, TimeUnit.SECONDS)).isEqualTo(42);
    }

    private Supervised start(boolean restart, String script) {
        return Supervised.start(
                "it",
                () -> {
                    launches.incrementAndGet();
                    return SpawnThread.start(new ProcessBuilder("sh", "-c", script));
                },
                restart,
                events::add);
    }
}
