package io.weft.cli.output;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Mistakes in what was typed. */
public final class Usage {
    private Usage() {}

    /**
     * What the arguments of a command mean.
     *
     * @param reading throws {@link IllegalArgumentException}, saying what is wrong
     * @throws ParameterException saying the same, which is printed with how the command is used
     */
    public static <T> T read(CommandSpec command, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
