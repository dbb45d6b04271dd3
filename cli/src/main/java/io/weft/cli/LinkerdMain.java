package io.weft.cli;

import io.weft.cli.output.Console;
import java.util.Arrays;
import java.util.List;

/** Starts the {@code linkerd} command. */
public final class LinkerdMain {
    private LinkerdMain() {}

    /** Ends the process with 0, 1, or the code of the command that {@code linkerd run} ran. */
    public static void main(String[] arguments) {
        prepare();
        end(run(Console.ofProcess(), arguments));
    }

    /** Settles what libraries of this process do. */
    static void prepare() {
        // A connection kept alive would be found again, under the same address, in another network namespace.
        System.setProperty("http.keepAlive", "false");
        // Or picocli looks for Groovy, in every jar.
        System.setProperty("picocli.disable.closures", "true");
        LibraryLogs.use();
    }

    /** Ends the process, or lets it end: to exit is to log it, and every jar is opened then to look for a logging library. */
    static void end(int status) {
        if (status != 0 || othersGoOn()) {
            System.exit(status);
        }
    }

    /** Whether a thread would keep this process alive: libraries leave such behind. */
    private static boolean othersGoOn() {
        Thread[] threads = new Thread[Thread.activeCount() + 1];
        return Arrays.stream(threads, 0, Thread.enumerate(threads))
                .anyMatch(thread -> thread != Thread.currentThread() && !thread.isDaemon());
    }

    static int run(Console console, String... arguments) {
        CommandTree commands = Commands.all();
        return Extension.find(commands, arguments, System.getenv())
                .map(Extension::run)
                .orElseGet(() -> Conventions.apply(commands.along(console, List.of(arguments)), console)
                        .execute(arguments));
    }
}
