package io.weft.cli.output;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines that are shown again and again: in the same place on a terminal, one after the other elsewhere.
 *
 * <p>Threading: safe from any thread; what several say does not mix.
 */
public final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private List<String> shown = List.of(); // guarded by this

    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Replaces what was shown before. Lines wider than the terminal are cut by it. */
    public synchronized void show(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            appendBack(text);
        }
        append(text, lines);
        print(text);
        shown = List.copyOf(lines);
    }

    /** Says something above what is shown, which moves down. */
    synchronized void sayAbove(String line) {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            appendBack(text);
        }
        text.append(line).append('\n');
        if (terminal && !shown.isEmpty()) {
            append(text, shown);
        }
        print(text);
    }

    /** Leaves what is shown where it is; what comes next comes below. */
    public synchronized void leave() {
        shown = List.of();
    }

    private void appendBack(StringBuilder text) {
        text.append(shown.isEmpty() ? "" : ESCAPE + shown.size() + "A\r").append(CLEAR_BELOW);
    }

    private void append(StringBuilder text, List<String> lines) {
        text.append(terminal ? NO_WRAP : "");
        lines.forEach(line -> text.append(line).append('\n'));
        text.append(terminal ? WRAP : "");
    }

    private void print(StringBuilder text) {
        out.print(text);
        out.flush();
    }
}
