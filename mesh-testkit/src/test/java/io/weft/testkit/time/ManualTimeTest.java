package io.weft.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void clockMovesAsFarAsItIsTold() {
        ManualClock clock = new ManualClock(NOON);
        clock.advance(Duration.ofSeconds(90));
        clock.advance(Duration.ofSeconds(-30));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void tickerMovesAsFarAsItIsTold() {
        ManualTicker ticker = new ManualTicker();
        long before = ticker.nanoTime();
        ticker.advance(Duration.ofMillis(3));

        assertThat(ticker.nanoTime() - before).isEqualTo(3_000_000);
    }
}
