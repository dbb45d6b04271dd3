package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.cli.output.ShortDuration;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** What all commands share: exit codes 0 and 1, one line per error, colour on a terminal only. */
final class Conventions {
    private static final int FAILED = 1;

    private Conventions() {}

    static CommandLine apply(CommandLine line, Console console) {
        line.registerConverter(Duration.class, Conventions::duration);
        line.setOut(new PrintWriter(console.out(), true, UTF_8));
        line.setErr(new PrintWriter(console.err(), true, UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF));
        line.setParameterExceptionHandler((e, arguments) -> {
            console.error(String.valueOf(e.getMessage()));
            console.note("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
            return FAILED;
        });
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            console.error(MachineException.describe(e));
            if (line.getCommand() instanceof LinkerdCommand root && root.verbose()) {
                e.printStackTrace(console.err());
            }
            return FAILED;
        });
        return line;
    }

    private static Duration duration(String text) {
        try {
            return ShortDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
