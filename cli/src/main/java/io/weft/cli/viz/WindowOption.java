package io.weft.cli.viz;

import io.weft.cli.output.ShortDuration;
import picocli.CommandLine.Option;

/** How far back a command looks; mix it in. */
final class WindowOption {
    @Option(
            names = {"-t", "--time-window"},
            paramLabel = "DURATION",
            description = "How far back to look. Default: ${DEFAULT-VALUE}.")
    private String window = "1m";

    /**
     * As it was written.
     *
     * @throws IllegalArgumentException if it is no duration, or an empty one
     */
    String text() {
        if (ShortDuration.parse(window).isZero()) {
            throw new IllegalArgumentException("the time window must not be empty");
        }
        return window;
    }
}
