package io.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.cli.machine.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code ./linkerd} in a clone whose Maven only pretends to build. */
class LauncherTest {
    private static final String MVNW = """
            #!/bin/sh
            cd "$(dirname "$0")"
            if [ "$1" = --print-java-home ]; then echo "${JAVA_HOME:-$PWD/jdk}"; exit; fi
            echo build >> builds
            while [ -e slow ]; do sleep 0.05; done
            for program in cli proxy-service identity-service destination-service injector-service viz-service examples; do
              mkdir -p dist/$program/lib; touch dist/$program/app.jar
            done
            """;

    /** As strict as sudo can be: nothing of the environment passes. */
    private static final String SUDO = "#!/bin/sh\nshift 4\nexec env -i PATH=\"$PATH\" \"$@\"\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path clone;

    @BeforeEach
    void lay() throws IOException {
        Files.setPosixFilePermissions(clone, PosixFilePermissions.fromString("rwxr-xr-x"));
        script("linkerd", Files.readString(Path.of("../linkerd")));
        script("mvnw", MVNW);
        script("jdk/bin/java", "#!/bin/sh\necho \"the JDK found first: $*\"\n");
        script("other/bin/java", "#!/bin/sh\necho \"the other JDK: $*\"\n");
    }

    @Test
    void firstUseBuildsAndHandsOver() throws Exception {
        Process process = start(Map.of(), "sh", "linkerd", "version");

        assertThat(process.waitFor()).isZero();
        assertThat(clone.resolve("out"))
                .content()
                .startsWith("the JDK found first: ")
                .endsWith("app.jar version\n");
        assertThat(clone.resolve("builds")).hasContent("build");
    }

    @Test
    void cacheIsUsedWhereThereIsOneAndItIsWanted() throws Exception {
        Process without = start(Map.of(), "sh", "linkerd", "version");
        assertThat(without.waitFor()).isZero();
        assertThat(content("out")).doesNotContain("AOTCache");
        Files.createFile(clone.resolve("dist/cli/cluster.aot"));

        Process unwanted = start(Map.of("LINKERD_AOT", "0"), "sh", "linkerd", "version");
        assertThat(unwanted.waitFor()).isZero();
        assertThat(content("out")).doesNotContain("AOTCache");

        Process with = start(Map.of(), "sh", "linkerd", "version");
        assertThat(with.waitFor()).isZero();
        assertThat(content("out")).contains("-XX:AOTCache=" + clone.toRealPath() + "/dist/cli/cluster.aot ");
    }

    @ParameterizedTest
    @CsvSource({
        "--help, alone",
        "stat --help, alone",
        "completion bash, alone",
        "version --client, alone",
        "version --client --help, alone",
        "version, cluster",
        "stat deploy, cluster",
        "up --dir here, mesh",
        "run -n shop -- stat --help, mesh",
        "demo, mesh"
    })
    void commandsHaveTheCacheOfTheirKind(String command, String kind) throws Exception {
        assertThat(start(Map.of(), "sh", "linkerd", "version").waitFor()).isZero();
        for (String each : List.of("alone", "cluster", "mesh")) {
            Files.createFile(clone.resolve("dist/cli/" + each + ".aot"));
        }
        List<String> words = Stream.concat(Stream.of("sh", "linkerd"), Stream.of(command.split(" ")))
                .toList();

        assertThat(start(Map.of(), words.toArray(String[]::new)).waitFor()).isZero();
        assertThat(content("out")).contains("-XX:AOTCache=" + clone.toRealPath() + "/dist/cli/" + kind + ".aot ");
    }

    @Test
    void firstUsesAtOnceBuildOnce() throws Exception {
        Path slow = Files.createFile(clone.resolve("slow"));
        Process first = start(Map.of(), "sh", "linkerd", "version");
        await("the first builds", () -> Files.exists(clone.resolve("builds")));
        Process second = start(Map.of(), "sh", "linkerd", "version");
        await("the second waits", () -> content("err").contains("waiting for it"));

        Files.delete(slow);

        assertThat(List.of(first.waitFor(), second.waitFor())).containsExactly(0, 0);
        assertThat(clone.resolve("builds")).hasContent("build");
    }

    @Test
    void whoIsNotRootLearnsItBeforeTheBuild() throws Exception {
        Process process = start(Map.of(), asNobody("sh", "linkerd", "--verbose", "run", "--name", "web", "--", "app"));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(content("err")).startsWith("error: ").contains("sudo", "privileged container", "cluster");
        assertThat(clone.resolve("builds")).doesNotExist();
    }

    @Test
    void javaHomeReachesWhoBuildsBehindSudo() throws Exception {
        assumeTrue(isRoot(), "skipped: only root is ever behind sudo");
        script("bin/sudo", SUDO);
        Process process = start(
                Map.of(
                        "PATH",
                        clone.resolve("bin") + ":" + System.getenv("PATH"),
                        "SUDO_USER",
                        "somebody",
                        "JAVA_HOME",
                        clone.resolve("other").toString()),
                "sh",
                "linkerd",
                "version");

        assertThat(process.waitFor()).isZero();
        assertThat(content("out")).startsWith("the other JDK: ");
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(clone.toFile())
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(clone.resolve("out").toFile()))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(clone.resolve("err").toFile()));
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "SUDO_USER"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String[] asNobody(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(String description, BooleanSupplier what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as(description).isLessThan(deadline);
            Pause.millis(20);
        }
    }

    private String content(String name) {
        try {
            return Files.readString(clone.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(String name, String text) throws IOException {
        Path file = clone.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
