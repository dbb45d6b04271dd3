package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarnOnceTest {
    private static final String NAME = WarnOnceTest.class.getName();

    private final Logger log = Logger.getLogger(NAME);
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final WarnOnce warnings = new WarnOnce(LoggerFactory.getLogger(NAME));

    WarnOnceTest() {
        log.addHandler(handler);
    }

    @AfterEach
    void stop() {
        log.removeHandler(handler);
    }

    @Test
    void theSameWarningIsLoggedOnce() {
        warnings.accept("a");
        warnings.accept("b");
        warnings.accept("a");

        assertThat(lines).containsExactly("a", "b");
    }

    /** They are remembered, and a peer may write megabytes. */
    @Test
    void whatIsLongIsCut() {
        warnings.accept("x".repeat(1_000) + "one");
        warnings.accept("x".repeat(1_000) + "two");

        assertThat(lines).containsExactly("x".repeat(1_000) + "…");
    }
}
