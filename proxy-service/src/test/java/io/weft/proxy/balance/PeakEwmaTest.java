package io.weft.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 2: load metric. */
class PeakEwmaTest {
    private static final long MS = 1_000_000L;
    private static final long DECAY = 10_000 * MS;

    private final PeakEwma ewma = new PeakEwma(Duration.ofMillis(30), Duration.ofSeconds(10), 0);

    @Test
    void whatFailsAtOnceDoesNotLookFast() {
        PeakEwma dead = new PeakEwma(Duration.ofMillis(30), Duration.ofSeconds(10), 0);
        PeakEwma slow = new PeakEwma(Duration.ofMillis(30), Duration.ofSeconds(10), 0);
        dead.failed(1_000, 0);
        slow.observe(500_000_000, 0);

        assertThat(dead.load(0)).isGreaterThan(slow.load(0));
    }

    @Test
    void startsAtTheDefaultEstimate() {
        assertThat(ewma.load(0)).isEqualTo(30.0 * MS);
    }

    @Test
    void growsWithRequestsInFlight() {
        ewma.started();
        ewma.started();

        assertThat(ewma.load(0)).isEqualTo(3 * 30.0 * MS);

        ewma.ended();
        assertThat(ewma.load(0)).isEqualTo(2 * 30.0 * MS);
    }

    @Test
    void jumpsToAPeakAtOnce() {
        ewma.observe(500 * MS, 0);

        assertThat(ewma.load(0)).isEqualTo(500.0 * MS);
    }

    @Test
    void forgetsAPeakSlowly() {
        ewma.observe(500 * MS, 0);
        ewma.observe(10 * MS, DECAY);

        double weight = Math.exp(-1);
        assertThat(ewma.load(DECAY)).isCloseTo((500 * weight + 10 * (1 - weight)) * MS, within(1.0));
    }

    @Test
    void fadesWhileNobodyAsks() {
        assertThat(ewma.load(DECAY)).isCloseTo(30.0 * MS * Math.exp(-1), within(1.0));
    }

    @Test
    void aPenaltyIsAPeak() {
        ewma.penalized(5_000 * MS, 0);

        assertThat(ewma.load(0)).isEqualTo(5_000.0 * MS);
    }

    @Test
    void aPenaltyIsNoLessThanWhatTheEstimateHasFadedTo() {
        ewma.observe(50_000 * MS, 0);
        ewma.penalized(5_000 * MS, DECAY);

        double weight = Math.exp(-1);
        double faded = 50_000 * weight;
        assertThat(ewma.load(DECAY)).isCloseTo((50_000 * weight + faded * (1 - weight)) * MS, within(10.0));
    }

    @Test
    void neverStartsBelowAMillisecond() {
        assertThat(new PeakEwma(Duration.ofNanos(1), Duration.ofSeconds(10), 0).load(0))
                .isEqualTo(1.0 * MS);
    }
}
