package io.weft.proxy.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessStartTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.500Z");

    @Test
    void countsFromTheMachinesStartInHundredths() {
        String stat = "7 (a name) with) S 1 7 7 0 -1 4194304 1 0 0 0 3 4 0 0 20 0 9 0 12345 99 1";

        assertThat(ProcessStart.of(stat, "124.95 200.00\n", NOW)).isEqualTo(NOW.minusMillis(1500));
    }

    @Test
    void aChildThatHasJustBeenStartedIsLessThanASecondOld() throws Exception {
        Instant before = Instant.now();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"), US_ASCII);
            String uptime = Files.readString(Path.of("/proc/uptime"), US_ASCII);
            Instant after = Instant.now();

            Duration tick = Duration.ofMillis(20);
            assertThat(ProcessStart.of(stat, uptime, after)).isBetween(before.minus(tick), after.plus(tick));
        } finally {
            child.destroy();
        }
    }

    @Test
    void thisProcessWasStartedBeforeNow() {
        assertThat(ProcessStart.of(Clock.systemUTC())).isBefore(Instant.now());
    }
}
