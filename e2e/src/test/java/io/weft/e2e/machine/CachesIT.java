package io.weft.e2e.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first mesh of a clone trains every program beside itself, and what starts afterwards has what came of that. */
@Tag(MeshOnOneMachine.SHARED)
class CachesIT {
    private static final Duration START = Duration.ofMinutes(1);

    @Test
    void programsAreTrainedAndTheNextSidecarStartsFromItsCache() throws IOException {
        Machine.assumeFit();
        assumeFalse(TrainedCaches.UNWANTED, "LINKERD_AOT=0 asks for no caches");
        TrainedCaches trained = TrainedCaches.get();

        assertThat(trained.told())
                .containsPattern("made for proxy-service \\([1-9][0-9,]* requests of each kind,"
                        + " [1-9][0-9,]{2,} rounds of its routine\\), identity-service,"
                        + " destination-service, injector-service, viz-service");
        try (Stream<Path> caches = Files.list(trained.home().resolve(".linkerd2/cache"))) {
            assertThat(caches)
                    .hasSize(5)
                    .allSatisfy(cache -> assertThat(cache.toString()).endsWith(".aot"));
        }
        try (MeshOnOneMachine mesh = MeshOnOneMachine.shared()) {
            Command workload = mesh.run("-n", "shop", "--name", "web", "--", "sleep", "600");
            Patience.until(START, () -> hasSidecarWithCache(workload), workload::output);
        }
    }

    private static boolean hasSidecarWithCache(Command workload) {
        return workload.family().stream()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains("-XX:AOTCache=/opt/cache/proxy-service-"));
    }
}
