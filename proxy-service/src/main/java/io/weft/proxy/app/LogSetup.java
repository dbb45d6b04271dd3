package io.weft.proxy.app;

import io.weft.proxy.config.ProxyConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Logging as LOG and LOG_FORMAT ask: {@code warn,linkerd=info} sets a level for everything and one for our own code. Other
 * targets name parts this proxy does not have, and set nothing.
 */
final class LogSetup {
    private static final String OURS = "io.weft";
    private static final List<Logger> CONFIGURED = new ArrayList<>(2); // the JDK holds loggers weakly

    private LogSetup() {}

    static void apply(ProxyConfig.Log log) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level(log.filter(), "", Level.WARNING));
        Logger ours = Logger.getLogger(OURS);
        ours.setLevel(level(log.filter(), "linkerd", root.getLevel()));
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(log.format() == ProxyConfig.LogFormat.JSON ? new Json() : new Plain());
        root.addHandler(handler);
        CONFIGURED.addAll(List.of(root, ours));
    }

    private static Level level(String filter, String target, Level otherwise) {
        return Arrays.stream(filter.split(",", -1))
                .map(String::strip)
                .filter(part -> target.isEmpty() ? !part.contains("=") : part.startsWith(target + "="))
                .map(part -> part.substring(part.indexOf('=') + 1))
                .map(LogSetup::parse)
                .reduce((first, last) -> last)
                .orElse(otherwise);
    }

    private static Level parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "off" -> Level.OFF;
            case "error" -> Level.SEVERE;
            case "warn" -> Level.WARNING;
            case "debug" -> Level.FINE;
            case "trace" -> Level.FINEST;
            default -> Level.INFO;
        };
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
        private final long started = System.nanoTime();

        @Override
        public String format(LogRecord entry) {
            double seconds = (System.nanoTime() - started) / 1e9;
            String line = "[%12.6fs] %5s %s: %s%n"
                    .formatted(seconds, word(entry.getLevel()), entry.getLoggerName(), formatMessage(entry));
            return entry.getThrown() == null ? line : line + stack(entry.getThrown());
        }
    }

    /** One object a line. */
    private static final class Json extends Formatter {
        @Override
        public String format(LogRecord entry) {
            String failure = entry.getThrown() == null ? "" : ",\"error\":\"" + escape(stack(entry.getThrown())) + '"';
            return "{\"timestamp\":\"%s\",\"level\":\"%s\",\"target\":\"%s\",\"message\":\"%s\"%s}%n"
                    .formatted(
                            Instant.ofEpochMilli(entry.getMillis()),
                            word(entry.getLevel()),
                            escape(entry.getLoggerName()),
                            escape(formatMessage(entry)),
                            failure);
        }
    }

    private static String stack(Throwable thrown) {
        java.io.StringWriter out = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(out));
        return out.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                default -> escaped.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return escaped.toString();
    }
}
