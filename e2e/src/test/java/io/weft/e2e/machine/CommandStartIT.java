package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How soon {@code ./linkerd} is there, with the AOT cache that the build made. */
class CommandStartIT {
    /** Of processor time: it does not depend on what else the machine does, and on an idle one is more than the clock shows. */
    private static final double MOST_SECONDS = 0.4;

    /** What the JDK's compiler needs to tell its version on the machine that is meant: what is slower may be slower here, too. */
    private static final double COMPILER_SECONDS = 0.14;

    private static final int TRIES = 10;
    private static final Pattern TIMES = Pattern.compile("user (\\S+)\nsys (\\S+)");
    private static final String LAUNCHER =
            Machine.dist().resolveSibling("linkerd").toString();

    @Test
    void startsInFourTenthsOfASecond() {
        double compiler = fastest(Machine.javaTool("javac"), "--version");
        double fastest = fastest(LAUNCHER, "version", "--client");

        assertThat(fastest)
                .as("where javac needs %s", compiler)
                .isPositive()
                .isLessThanOrEqualTo(MOST_SECONDS * Math.max(1, compiler / COMPILER_SECONDS));
    }

    @Test
    void classesComeFromTheCache() {
        ProcessBuilder builder = new ProcessBuilder("sh", LAUNCHER, "stat", "deploy", "--kubeconfig", "/nowhere");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:stdout");

        List<String> loaded;
        try (Command command = Command.start(builder)) {
            assertThat(command.exitCode()).isEqualTo(1);
            loaded = command.lines().stream()
                    .map(Line::text)
                    .filter(line -> line.contains("io.weft.cli.") && line.contains("source:"))
                    .toList();
        }
        for (String name : List.of("viz.StatCommand", "cluster.ClusterOptions")) {
            assertThat(loaded)
                    .filteredOn(line -> line.contains("io.weft.cli." + name + " "))
                    .singleElement(STRING)
                    .endsWith("shared objects file");
        }
    }

    private static double fastest(String... command) {
        return IntStream.range(0, TRIES)
                .mapToDouble(each -> seconds(command))
                .min()
                .orElseThrow();
    }

    private static double seconds(String... timed) {
        List<String> shell = new ArrayList<>(List.of("bash", "-c", "time -p \"$@\"", "bash"));
        shell.addAll(List.of(timed));
        ProcessBuilder builder = new ProcessBuilder(shell);
        try (Command command = Command.start(builder)) {
            assertThat(command.exitCode()).as(command::output).isZero();
            MatchResult times = TIMES.matcher(command.output())
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(command.output()));
            return Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
        }
    }
}
