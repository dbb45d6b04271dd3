package io.weft.cli;

import io.weft.cli.output.Console;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the {@code linkerd} command. */
public final class LinkerdMain {
    private static final Logger LIBRARIES = Logger.getLogger("");

    private LinkerdMain() {}

    /** Ends the process with 0, 1, or the code of the command that {@code linkerd run} ran. */
    public static void main(String[] arguments) {
        prepare();
        System.exit(run(Console.ofProcess(), arguments));
    }

    /** Settles what libraries of this process do. */
    static void prepare() {
        // A connection kept alive would be found again, under the same address, in another network namespace.
        System.setProperty("http.keepAlive", "false");
        // What the libraries have to say, in one line each.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%n");
        LIBRARIES.setLevel(Level.WARNING);
    }

    static int run(Console console, String... arguments) {
        CommandTree commands = Commands.all();
        return Extension.find(commands, arguments, System.getenv())
                .map(Extension::run)
                .orElseGet(() -> Conventions.apply(commands.along(console, List.of(arguments)), console)
                        .execute(arguments));
    }
}
