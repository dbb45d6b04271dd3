package io.weft.cli.output;

import java.io.PrintStream;
import java.util.List;

/**
 * Lines that are shown again and again: in the same place on a terminal, one after the other elsewhere.
 *
 * <p>Threading: one thread.
 */
public final class Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private int shown;

    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Replaces what was shown before. Lines wider than the terminal are cut by it. */
    public void show(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (terminal) {
            text.append(shown > 0 ? ESCAPE + shown + "A\r" : "")
                    .append(CLEAR_BELOW)
                    .append(NO_WRAP);
        }
        lines.forEach(line -> text.append(line).append('\n'));
        if (terminal) {
            text.append(WRAP);
        }
        out.print(text);
        out.flush();
        shown = lines.size();
    }
}
