package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.ProxyConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** proxy-env: LOG_FORMAT. */
class LogFormatsTest {
    private static final Formatter JSON = LogFormats.of(ProxyConfig.LogFormat.JSON);

    @Test
    void aLineOfJsonIsOneObjectWhateverTheMessageSays() {
        LogRecord entry = entry(Level.INFO, "said \"no\\yes\"\r\n\t\u001b[31m and 100 %s of it, \u00e4");

        assertThat(JSON.format(entry))
                .isEqualTo(
                        "{\"timestamp\":\"2026-01-02T03:04:05.006Z\",\"level\":\"INFO\",\"target\":\"io.weft.proxy\","
                                + "\"message\":\"said \\\"no\\\\yes\\\"\\u000d\\u000a\\u0009\\u001b[31m and 100 %s of it, \u00e4\"}\n");
    }

    @Test
    void aPlainMessageSteersNoTerminal() {
        Formatter plain = LogFormats.of(ProxyConfig.LogFormat.PLAIN);

        assertThat(plain.format(entry(Level.INFO, "a\u001b[2J\u009b2J\nb"))).endsWith(": a_[2J_2J_b\n");
    }

    @Test
    void anExceptionIsAMemberOfItsOwnWithItsCauses() {
        LogRecord entry = entry(Level.SEVERE, "failed");
        IllegalStateException cause = new IllegalStateException("two\nlines");
        cause.setStackTrace(new StackTraceElement[0]);
        IOException thrown = new IOException("\"quoted\"", cause);
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("web.Shop", "buy", "Shop.java", 7)});
        entry.setThrown(thrown);

        assertThat(JSON.format(entry))
                .isEqualTo(
                        "{\"timestamp\":\"2026-01-02T03:04:05.006Z\",\"level\":\"ERROR\",\"target\":\"io.weft.proxy\","
                                + "\"message\":\"failed\",\"error\":\"java.io.IOException: \\\"quoted\\\"\\u000a"
                                + "\\u0009at web.Shop.buy(Shop.java:7)\\u000a"
                                + "Caused by: java.lang.IllegalStateException: two\\u000alines\\u000a\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, ERROR", "WARNING, WARN", "INFO, INFO", "FINE, DEBUG"})
    void levelsHaveLinkerdsNames(String level, String name) {
        assertThat(JSON.format(entry(Level.parse(level), "so"))).contains("\"level\":\"" + name + "\"");
    }

    private static LogRecord entry(Level level, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName("io.weft.proxy");
        entry.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        return entry;
    }
}
