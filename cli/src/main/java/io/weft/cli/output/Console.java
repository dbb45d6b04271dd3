package io.weft.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.Terminals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a command's words go: what it was asked for to standard output, what a human should know to standard error. Colour is
 * used on a terminal only. Threading: lines of several threads do not mix.
 */
public final class Console {
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean outColour;
    private final boolean errColour;
    private volatile @Nullable Screen live; // on the terminal that notes go to as well

    private Console(PrintStream out, PrintStream err, boolean outColour, boolean errColour) {
        this.out = out;
        this.err = err;
        this.outColour = outColour;
        this.errColour = errColour;
    }

    /** This process's, in UTF-8 whatever the locale says. */
    public static Console ofProcess() {
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
                Terminals.has(1),
                Terminals.has(2));
    }

    /** For tests: as if both were the same terminal. */
    static Console colourful(PrintStream out, PrintStream err) {
        return new Console(out, err, true, true);
    }

    /** For tests: without colour. */
    public static Console plain(PrintStream out, PrintStream err) {
        return new Console(out, err, false, false);
    }

    /** A line of result. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** A line about what happens. */
    public void note(String line) {
        Screen screen = live;
        if (screen == null) {
            err.println(line);
        } else {
            screen.sayAbove(line);
        }
    }

    /** A line about what might be wrong. */
    public void warn(String line) {
        note(colour(YELLOW, "warning: ", errColour) + line);
    }

    /** A line about what is wrong. */
    public void error(String line) {
        note(colour(RED, "error: ", errColour) + line);
    }

    /** {@code text} as standard output shows what is good. */
    public String good(String text) {
        return colour(GREEN, text, outColour);
    }

    /** {@code text} as standard output shows what deserves a look. */
    public String doubtful(String text) {
        return colour(YELLOW, text, outColour);
    }

    /** {@code text} as standard output shows what is bad. */
    public String bad(String text) {
        return colour(RED, text, outColour);
    }

    /** Whether standard output is a terminal. */
    public boolean colours() {
        return outColour;
    }

    /** Redraws on standard output if that is a terminal; notes, if they go to a terminal too, are said above it from now on. */
    public Screen screen() {
        return screen(new Screen(out, outColour));
    }

    /** As {@link #screen}, on standard error. */
    public Screen noteScreen() {
        return screen(new Screen(err, errColour));
    }

    private Screen screen(Screen screen) {
        live = errColour && screen.isTerminal() ? screen : null;
        return screen;
    }

    /** All of the terminal that standard output is. */
    public FullScreen fullScreen() {
        return new FullScreen(out);
    }

    /** For text a library prints. */
    public PrintStream out() {
        return out;
    }

    /** For text a library prints. */
    public PrintStream err() {
        return err;
    }

    private static String colour(String colour, String text, boolean use) {
        return use ? colour + text + RESET : text;
    }
}
