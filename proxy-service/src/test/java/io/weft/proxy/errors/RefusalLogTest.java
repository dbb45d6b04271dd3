package io.weft.proxy.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.errors.RefusalLog.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
    private static final String NAME = RefusalLogTest.class.getName();

    private final java.util.logging.Logger sink = java.util.logging.Logger.getLogger(NAME);
    private final List<String> lines = new ArrayList<>();
    private final Handler reader = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private long now;
    private final RefusalLog refusals = new RefusalLog(LoggerFactory.getLogger(NAME), () -> now);

    @BeforeEach
    void read() {
        sink.addHandler(reader);
    }

    @AfterEach
    void stopReading() {
        sink.removeHandler(reader);
    }

    private void refuse(Reason reason, int times) {
        for (int i = 0; i < times; i++) {
            refusals.info(reason, () -> "refused: " + reason);
        }
    }

    @Test
    void aFloodOfOneReasonIsTwentyLines() {
        refuse(Reason.UNAUTHORIZED, 10_000);

        assertThat(lines).hasSize(20).containsOnly("refused: UNAUTHORIZED");
    }

    @Test
    void aFloodOfOneReasonHidesNoOther() {
        refuse(Reason.UNAUTHORIZED, 10_000);
        refuse(Reason.UNPROVEN, 1);

        assertThat(lines).endsWith("refused: UNPROVEN");
    }

    @Test
    void theFirstLineAfterAFloodTellsHowManyAreMissing() {
        refuse(Reason.UNAUTHORIZED, 25);
        now += Duration.ofSeconds(10).toNanos();
        refuse(Reason.UNAUTHORIZED, 2);

        assertThat(lines.subList(20, lines.size()))
                .containsExactly("refused: UNAUTHORIZED (5 more like it were not logged)", "refused: UNAUTHORIZED");
    }

    @Test
    void aLineThatIsNotLoggedIsNotEvenMade() {
        refuse(Reason.UNAUTHORIZED, 20);
        refusals.info(Reason.UNAUTHORIZED, () -> {
            throw new AssertionError("made a line nobody reads");
        });

        assertThat(lines).hasSize(20);
    }
}
