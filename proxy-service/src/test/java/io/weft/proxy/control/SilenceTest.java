package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final ManualTicker time = new ManualTicker();
    private final Silence silence = new Silence(time);

    @Test
    void lastsFromTheBeginningUntilTheServiceIsReached() {
        time.advance(Duration.ofSeconds(5));
        assertThat(silence.seconds()).isEqualTo(5);

        silence.end();
        time.advance(Duration.ofSeconds(5));
        assertThat(silence.seconds()).isZero();
    }

    @Test
    void lastsFromTheMomentTheServiceWasLostHoweverOftenThatIsSeen() {
        silence.end();
        time.advance(Duration.ofSeconds(5));
        silence.begin();
        time.advance(Duration.ofSeconds(2));
        silence.begin();
        time.advance(Duration.ofSeconds(1));

        assertThat(silence.seconds()).isEqualTo(3);
    }
}
