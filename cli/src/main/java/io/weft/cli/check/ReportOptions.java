package io.weft.cli.check;

import io.weft.cli.machine.Patience;
import io.weft.cli.machine.Pause;
import io.weft.cli.output.Console;
import io.weft.core.Ticker;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How long checks wait, and how what they found is told; mix it in. */
final class ReportOptions {
    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for what may become ready. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5m")
    private Duration wait = Duration.ofMinutes(5);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|short",
            description = "short: only what is not well. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private String output = "table";

    /**
     * What looks; the wait begins now.
     *
     * @throws ParameterException if there is no such form
     */
    CheckRunner runner(CommandSpec spec, Console console) {
        CheckReport report = switch (output) {
            case "table" -> new TextReport(console, false);
            case "short" -> new TextReport(console, true);
            case "json" -> new JsonReport(console);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "-o must be table, json or short, not '" + output + "'");
        };
        return new CheckRunner(new Patience(wait, Ticker.system(), Pause::lasting), report);
    }
}
