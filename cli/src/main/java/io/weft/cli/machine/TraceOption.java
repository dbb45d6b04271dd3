package io.weft.cli.machine;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --trace-ratio}. */
public final class TraceOption {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before ratio()
    private CommandSpec spec;

    @Option(
            names = "--trace-ratio",
            paramLabel = "RATIO",
            description =
                    "How many of the requests that belong to no trace begin one, 0 to 1; 0: only requests that bring"
                            + " one are traced. Default: ${DEFAULT-VALUE}.")
    private double ratio = MeshSettings.TRACE_RATIO;

    /**
     * From 0 to 1.
     *
     * @throws ParameterException if it is not
     */
    public double ratio() {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new ParameterException(spec.commandLine(), "--trace-ratio must be 0 to 1, not " + ratio);
        }
        return ratio;
    }
}
