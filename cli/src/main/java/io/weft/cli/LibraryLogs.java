package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.logging.LogManager;

/**
 * What the libraries have to say: warnings, in one line each. The JDK makes one when a library first asks for a logger, which few
 * commands come to: to look for a logging library opens every jar there is.
 *
 * @see LogManager
 */
public final class LibraryLogs {
    private static final String SETTINGS = """
            .level = WARNING
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.SimpleFormatter.format = %4$s: %5$s%n
            """;

    /** Called by the JDK alone. */
    public LibraryLogs() throws IOException {
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(UTF_8)));
    }

    static void use() {
        System.setProperty("java.util.logging.config.class", LibraryLogs.class.getName());
    }
}
