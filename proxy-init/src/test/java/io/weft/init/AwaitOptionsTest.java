package io.weft.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitOptionsTest {
    private Instant now = Instant.EPOCH;

    @Test
    void whatInjectionWritesIsRead() {
        assertThat(AwaitOptions.read(List.of("--timeout=2m", "--port=4191")))
                .isEqualTo(new AwaitOptions(4191, Duration.ofMinutes(2)));
    }

    @Test
    void lengthOfTimeThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> AwaitOptions.read(List.of("--timeout", "soon")))
                .isInstanceOf(UnusableException.class)
                .hasMessage("--timeout soon: no length of time, as 1m30s is");
    }

    @Test
    void waitsUntilTheSidecarIsReady() {
        new AwaitOptions(4191, Duration.ofMinutes(2))
                .run(port -> now.isBefore(Instant.ofEpochSecond(3)) ? "HTTP/1.1 503" : "", () -> now, this::advance);

        assertThat(now).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void givesUpAtTheTimeoutWithWhatTheSidecarSaidLast() {
        assertThatThrownBy(() -> new AwaitOptions(4191, Duration.ofSeconds(10))
                        .run(port -> "HTTP/1.1 503", () -> now, this::advance))
                .isInstanceOf(InitException.class)
                .hasMessage("the sidecar is not ready after 10 seconds: HTTP/1.1 503");
    }

    @Test
    void readySidecarIsNotWaitedFor() {
        assertThatCode(() -> new AwaitOptions(4191, Duration.ZERO).run(port -> "", () -> now, this::advance))
                .doesNotThrowAnyException();
    }

    private void advance(Duration length) {
        now = now.plus(length);
    }
}
