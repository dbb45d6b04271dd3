package io.weft.proxy.app;

import io.weft.proxy.admin.LogLevel;
import io.weft.proxy.config.LogFilter;
import io.weft.proxy.config.ProxyConfig;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logging as LOG and LOG_FORMAT ask: {@code warn,linkerd=info} sets a level for everything and one for our own code, and
 * {@code access_log=warn} one for the access log. Other targets name parts this proxy does not have, and set nothing.
 */
final class LogSetup implements LogLevel {
    private static final String OURS = "io.weft";
    private static final int CAPACITY = 4096; // lines; about a megabyte
    private static final int MOST_TEXT = 1024 * 1024; // characters in them, of which most are a byte

    private final Logger root = Logger.getLogger(""); // held here because the JDK holds loggers weakly
    private final Logger ours = Logger.getLogger(OURS);
    private final Logger access = Logger.getLogger(AccessLines.NAME);
    private final LogQueue queue;
    private final boolean absent;
    private volatile String filter = "";

    private LogSetup(LogQueue queue, boolean absent) {
        this.queue = queue;
        this.absent = absent;
    }

    /** From now on. */
    static LogSetup apply(ProxyConfig.Log log) {
        System.setProperty("java.util.logging.manager", LastingLogs.class.getName()); // nothing has logged yet
        FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
        LogQueue queue = new LogQueue(stderr, LogFormats.of(log.format()), CAPACITY, MOST_TEXT);
        LogSetup setup = new LogSetup(queue, log.filter().strip().equalsIgnoreCase("off"));
        Arrays.stream(setup.root.getHandlers()).forEach(setup.root::removeHandler);
        setup.root.addHandler(queue);
        setup.filter(log.filter());
        return setup;
    }

    LogQueue queue() {
        return queue;
    }

    @Override
    public String filter() {
        return filter;
    }

    @Override
    public boolean absent() {
        return absent;
    }

    @Override
    public void filter(String changed) {
        filter = LogFilter.check(changed);
        Level all = level(changed, "", Level.WARNING);
        root.setLevel(all);
        ours.setLevel(level(changed, "linkerd", all));
        access.setLevel(level(changed, AccessLines.NAME, Level.INFO));
    }

    static Level level(String filter, String target, Level otherwise) {
        return LogFilter.parts(filter).stream()
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
