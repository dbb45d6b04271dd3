package io.weft.proxy.app;

import io.weft.proxy.config.ProxyConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logging as LOG and LOG_FORMAT ask: {@code warn,linkerd=info} sets a level for everything and one for our own code. Other
 * targets name parts this proxy does not have, and set nothing.
 */
final class LogSetup {
    private static final String OURS = "io.weft";
    private static final int CAPACITY = 4096; // lines; about a megabyte
    private static final List<Logger> CONFIGURED = new ArrayList<>(2); // the JDK holds loggers weakly

    private LogSetup() {}

    /** From now on; returns the queue the lines go through. */
    static LogQueue apply(ProxyConfig.Log log) {
        System.setProperty("java.util.logging.manager", LastingLogManager.class.getName()); // nothing has logged yet
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        root.setLevel(level(log.filter(), "", Level.WARNING));
        Logger ours = Logger.getLogger(OURS);
        ours.setLevel(level(log.filter(), "linkerd", root.getLevel()));
        LogQueue queue = new LogQueue(new FileOutputStream(FileDescriptor.err), LogFormats.of(log.format()), CAPACITY);
        root.addHandler(queue);
        CONFIGURED.addAll(List.of(root, ours));
        return queue;
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
}
