package io.weft.cli.output;

import java.io.PrintStream;
import java.util.List;

/**
 * The whole terminal, until closed, or the process ends; what was there before comes back then.
 *
 * <p>Threading: one thread.
 */
public final class FullScreen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l"; // another screen, no cursor, no wrapping
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final Thread leave = new Thread(this::leave, "screen");

    FullScreen(PrintStream out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(leave);
        print(ENTER);
    }

    /** {@code text} as a headline. */
    public static String bold(String text) {
        return BOLD + text + PLAIN;
    }

    /** Replaces everything; the terminal cuts what is wider, and there are no more {@code lines} than it has. */
    public void show(List<String> lines) {
        print(HOME + String.join(CLEAR_LINE + "\r\n", lines) + CLEAR_LINE + CLEAR_BELOW);
    }

    private void leave() {
        print(LEAVE);
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void close() {
        leave();
        Runtime.getRuntime().removeShutdownHook(leave);
    }
}
