package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** A console that remembers. */
public final class Printed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = Console.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    public Console console() {
        return console;
    }

    public String out() {
        return out.toString(UTF_8);
    }

    public String err() {
        return err.toString(UTF_8);
    }
}
