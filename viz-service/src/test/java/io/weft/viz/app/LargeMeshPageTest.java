package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page before a large mesh, in Chromium: how long one waits for it, and for what one does there. */
class LargeMeshPageTest {
    private static final long PATIENCE = 4; // minutes

    /** What is done, and how long it may take: {@code dashboard/browser/large.mjs}. */
    @Test
    void fiveHundredWorkloadsAndTwoThousandEdgesAreLookedAtWithoutWaiting(@TempDir Path folder)
            throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        assumeTrue(chromium.isPresent(), "needs Chromium: the command chromium, chromium-browser or google-chrome");
        assumeTrue(Files.isDirectory(Path.of("dashboard/node_modules/playwright-core")), "needs what npm installs");
        Path said = folder.resolve("said");
        try (VizProcess viz = VizProcess.with(LargeMesh.class)) {
            Process look = new ProcessBuilder(
                            "./with-node",
                            "node",
                            "browser/large.mjs",
                            "http://127.0.0.1:" + viz.port(),
                            Integer.toString(LargeMesh.WORKLOADS),
                            Integer.toString(LargeMesh.WORKLOADS * LargeMesh.CALLS),
                            chromium.get().toString(),
                            Path.of("target/dashboard").toAbsolutePath().toString())
                    .directory(Path.of("dashboard").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean done = look.waitFor(PATIENCE, TimeUnit.MINUTES);
            look.destroyForcibly();
            assertThat(done).as(() -> "still looks; it printed:\n" + text(said)).isTrue();
            assertThat(look.exitValue()).as(() -> text(said)).isZero();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
