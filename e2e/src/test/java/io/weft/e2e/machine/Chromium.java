package io.weft.e2e.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser in which the dashboard is looked at, by the programs in {@code viz-service/dashboard/browser}. */
final class Chromium {
    private Chromium() {}

    static void assumeInstalled() {
        assumeTrue(found().isPresent(), "needs Chromium: the command chromium, chromium-browser or google-chrome");
    }

    /** One of the programs, at work on the dashboard at that address; its pictures stay in {@code target/dashboard}. */
    static ProcessBuilder running(String program, String url) {
        Path dashboard = Machine.dist().resolveSibling("viz-service").resolve("dashboard");
        return new ProcessBuilder(
                        "./with-node",
                        "node",
                        "browser/" + program,
                        url,
                        Path.of("target/dashboard").toAbsolutePath().toString(),
                        found().orElseThrow().toString())
                .directory(dashboard.toFile());
    }

    private static Optional<Path> found() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
