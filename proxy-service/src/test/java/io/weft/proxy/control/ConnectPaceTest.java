package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConnectPaceTest {
    private long now = 1;
    private final ConnectPace pace = new ConnectPace(
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0), RandomGenerator.getDefault(), () -> now);

    @Test
    void firstConnectionsAreDialledAtOnce() {
        assertThat(pace.beforeDialling()).isZero();
        assertThat(pace.beforeDialling()).isZero();
    }

    @Test
    void connectionsClosedAtOnceAreDialledMoreAndMoreSeldom() {
        pace.beforeDialling();
        pace.closed(0);
        assertThat(Duration.ofNanos(pace.beforeDialling())).isEqualTo(Duration.ofMillis(100));
        now += Duration.ofMillis(100).toNanos();
        pace.closed(0);
        assertThat(Duration.ofNanos(pace.beforeDialling())).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void timeThatHasPassedSinceTheLastDialCounts() {
        pace.beforeDialling();
        pace.closed(0);
        now += Duration.ofMillis(70).toNanos();
        assertThat(Duration.ofNanos(pace.beforeDialling())).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void connectionThatLivedIsDialledAgainAtOnce() {
        pace.beforeDialling();
        pace.closed(0);
        pace.closed(ConnectPace.GOOD.toNanos());
        assertThat(pace.beforeDialling()).isZero();
    }
}
