package io.weft.viz.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final Sessions sessions = new Sessions(() -> now);

    @Test
    void codeOpensOneSessionOnce() {
        String code = sessions.admit();

        assertThat(sessions.open(code))
                .get()
                .satisfies(session -> assertThat(sessions.isOpen(session)).isTrue());
        assertThat(sessions.open(code)).isEmpty();
        assertThat(sessions.isOpen(code)).isFalse();
        assertThat(sessions.open("guessed")).isEmpty();
    }

    @Test
    void codeThatWaitedTooLongOpensNothing() {
        String code = sessions.admit();
        now = now.plus(Sessions.CODE_LIFE);

        assertThat(sessions.open(code)).isEmpty();
    }

    @Test
    void sessionEndsAfterAnHour() {
        String session = sessions.open(sessions.admit()).orElseThrow();

        now = now.plus(Sessions.LIFE).minus(Duration.ofSeconds(1));
        assertThat(sessions.isOpen(session)).isTrue();
        now = now.plusSeconds(1);
        assertThat(sessions.isOpen(session)).isFalse();
    }

    @Test
    void theOldestMakesRoom() {
        String first = sessions.open(sessions.admit()).orElseThrow();
        String second = sessions.open(sessions.admit()).orElseThrow();
        assertThat(IntStream.range(0, 999).mapToObj(_ -> sessions.open(sessions.admit())))
                .allMatch(Optional::isPresent);

        assertThat(sessions.isOpen(first)).isFalse();
        assertThat(sessions.isOpen(second)).isTrue();
    }
}
