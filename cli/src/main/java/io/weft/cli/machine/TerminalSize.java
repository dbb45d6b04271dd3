package io.weft.cli.machine;

/** In characters, positive. */
public record TerminalSize(int rows, int columns) {
    static final TerminalSize USUAL = new TerminalSize(24, 80);

    /** Of the terminal at standard output; {@code 24 x 80} where it is not known. */
    public static TerminalSize now() {
        return TerminalMode.size();
    }
}
