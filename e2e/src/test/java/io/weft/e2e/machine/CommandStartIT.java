package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How soon {@code ./linkerd} is there, with the AOT cache that the build made. */
@Tag(Machine.ALONE)
class CommandStartIT {
    /** Of processor time: it does not depend on what else the machine does, and on an idle one is more than the clock shows. */
    private static final double MOST_SECONDS = 0.4;

    private static final int TRIES = 10;
    private static final Pattern TIMES = Pattern.compile("user (\\S+)\nsys (\\S+)");
    private static final String LAUNCHER =
            Machine.dist().resolveSibling("linkerd").toString();

    @Test
    void startsInFourTenthsOfASecond() {
        double fastest =
                IntStream.range(0, TRIES).mapToDouble(each -> seconds()).min().orElseThrow();

        assertThat(fastest).isPositive().isLessThanOrEqualTo(MOST_SECONDS);
    }

    @Test
    void classesComeFromTheCache() {
        ProcessBuilder builder = withCaches("sh", LAUNCHER, "stat", "deploy", "--kubeconfig", "/nowhere");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:stdout");

        List<String> loaded;
        try (Command command = Command.start(builder)) {
            assertThat(command.exitCode()).isEqualTo(1);
            loaded = command.lines().stream()
                    .map(Line::text)
                    .filter(line -> line.contains("source:"))
                    .toList();
        }
        // The last is of before Java 6, as it is published.
        for (String name :
                List.of("io.weft.cli.viz.StatCommand", "io.weft.cli.cluster.ClusterOptions", "picocli.CommandLine")) {
            assertThat(loaded)
                    .filteredOn(line -> line.contains(" " + name + " "))
                    .singleElement(STRING)
                    .endsWith("shared objects file");
        }
    }

    private static double seconds() {
        ProcessBuilder builder = withCaches("bash", "-c", "time -p \"$@\"", "bash", LAUNCHER, "version", "--client");
        try (Command command = Command.start(builder)) {
            assertThat(command.exitCode()).as(command::output).isZero();
            MatchResult times = TIMES.matcher(command.output())
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(command.output()));
            return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
        }
    }

    /** Also where the meshes of this run go without. */
    private static ProcessBuilder withCaches(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("LINKERD_AOT");
        return builder;
    }
}
