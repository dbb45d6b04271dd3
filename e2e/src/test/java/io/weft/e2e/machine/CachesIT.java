package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first mesh of a clone: it trains every program beside itself, and what starts afterwards has what came of that. */
class CachesIT {
    private static final Duration TRAINING = Duration.ofMinutes(6);
    private static final Duration START = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    @Test
    void programsAreTrainedAndTheNextSidecarStartsFromItsCache() throws IOException {
        Machine.assumeFit();
        String mesh = Files.createDirectory(home.resolve("mesh")).toString();
        try (Command up = Command.start(linkerd("up", "--dir", mesh, "--dashboard-port", "0"))) {
            Patience.until(TRAINING, () -> up.output().contains("AOT caches made for "), up::output);

            assertThat(up.output())
                    .containsPattern("made for proxy-service \\([1-9][0-9,]* requests of each kind,"
                            + " [1-9][0-9,]{2,} rounds of its routine\\), identity-service,"
                            + " destination-service, injector-service, viz-service");
            try (Stream<Path> caches = Files.list(home.resolve(".linkerd2/cache"))) {
                assertThat(caches)
                        .hasSize(5)
                        .allSatisfy(cache -> assertThat(cache.toString()).endsWith(".aot"));
            }
            try (Command workload =
                    Command.start(linkerd("run", "--dir", mesh, "-n", "shop", "--name", "web", "--", "sleep", "600"))) {
                Patience.until(START, () -> hasSidecarWithCache(workload), workload::output);
            }
        }
    }

    private static boolean hasSidecarWithCache(Command workload) {
        return workload.family().stream()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains("-XX:AOTCache=/opt/cache/proxy-service-"));
    }

    /** With caches, and a home of its own to keep them in. */
    private ProcessBuilder linkerd(String... arguments) {
        ProcessBuilder builder = Machine.linkerd(arguments);
        builder.environment().remove("LINKERD_AOT");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Duser.home=" + home);
        return builder;
    }
}
