package io.weft.proxy.app;

import io.weft.proxy.admin.JsonText;
import io.weft.proxy.config.ProxyConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/** How a line looks, by LOG_FORMAT. Pure, but for the time since the process began to log. */
final class LogFormats {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private LogFormats() {}

    static Formatter of(ProxyConfig.LogFormat format) {
        return format == ProxyConfig.LogFormat.JSON ? new Json() : new Plain();
    }

    private static String word(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** {@code [    0.001234s]  INFO io.weft.proxy.app.ProxyApp: message}, time since the process began to log. */
    private static final class Plain extends Formatter {
        private final Instant started = Instant.now();

        @Override
        public String format(LogRecord entry) {
            if (entry instanceof AccessLines.Line line) {
                return line.text();
            }
            double seconds = Duration.between(started, entry.getInstant()).toNanos() / 1e9;
            String text = "[%12.6fs] %5s %s: %s%n"
                    .formatted(seconds, word(entry.getLevel()), entry.getLoggerName(), oneLine(formatMessage(entry)));
            return entry.getThrown() == null ? text : text + stack(entry.getThrown());
        }
    }

    /** What a stranger said of itself must not begin a line of ours, nor steer a terminal. */
    private static String oneLine(String message) {
        return CONTROL.matcher(message).replaceAll("_");
    }

    /** One object a line. */
    private static final class Json extends Formatter {
        @Override
        public String format(LogRecord entry) {
            if (entry instanceof AccessLines.Line line) {
                return line.text();
            }
            String failure = entry.getThrown() == null ? "" : ",\"error\":" + JsonText.quote(stack(entry.getThrown()));
            return "{\"timestamp\":\"%s\",\"level\":\"%s\",\"target\":%s,\"message\":%s%s}%n"
                    .formatted(
                            Instant.ofEpochMilli(entry.getMillis()),
                            word(entry.getLevel()),
                            JsonText.quote(String.valueOf(entry.getLoggerName())),
                            JsonText.quote(String.valueOf(formatMessage(entry))),
                            failure);
        }
    }

    private static String stack(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
