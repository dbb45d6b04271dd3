package io.weft.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code mvnw} with JDKs that are folders of two files, and nothing in its environment but what a test puts there. */
class JdkSearchTest {
    private static final List<String> TOOLS = List.of("sh", "dirname", "readlink", "grep");

    private record Outcome(int code, String out, String err) {}

    @TempDir
    private Path machine;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void anEmptyMachineWithAClone() throws IOException {
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onPath(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", machine.resolve("home").toString());
        String script = Repository.text(Repository.root().resolve("mvnw"));
        for (String place : List.of("/usr/lib/jvm", "/usr/libexec/java_home", "/Library/Java")) {
            assertThat(script).contains(place);
            script = script.replace(place, "\"" + machine + "\"" + place);
        }
        executable("clone with blanks/mvnw", script);
        executable("clone with blanks/.mvn/wrapper/mvnw", "printf '%s|' \"$0\" \"$JAVA_HOME\" \"$@\"");
    }

    /** JUnit would warn of each link that leads out of what it deletes. */
    @AfterEach
    void withoutItsTools() throws IOException {
        for (String tool : TOOLS) {
            Files.delete(machine.resolve("tools").resolve(tool));
        }
    }

    @Test
    void withoutUnzipTheJdkUnpacksWhatTheChecksumIsOf() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25");
        executable("clone with blanks/.mvn/wrapper/mvnw", "printf '%s' \"$(command -v unzip)\"");

        assertThat(run("verify")).isEqualTo(new Outcome(0, "unzip", ""));
        assertThat(Repository.text(Repository.root().resolve(".mvn/wrapper/maven-wrapper.properties")))
                .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$");
    }

    @Test
    void javaHomeIsTakenIfItIsA25() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25");
        environment.put("JAVA_HOME", jdk("mine", "25.0.1").toString());

        assertThat(search()).isEqualTo(found("mine"));
    }

    @Test
    void javaHomeOfAnOlderReleaseIsPassedOver() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25.0.1");
        environment.put("JAVA_HOME", jdk("usr/lib/jvm/java-17", "17.0.12").toString());

        assertThat(search()).isEqualTo(found("usr/lib/jvm/jdk-25"));
    }

    @Test
    void everyJavacOnThePathIsLookedAtThroughItsLinks() throws Exception {
        put("bin", jdk("opt/jdk-17", "17.0.12"));
        put("sbin", jdk("opt/jdk 25", "25"));

        assertThat(search()).isEqualTo(found("opt/jdk 25"));
    }

    @Test
    void foldersOfTheSystemOfSdkmanAndOfTheIdeAreSearched() throws Exception {
        for (String place :
                List.of("usr/lib/jvm/java 25", "home/.sdkman/candidates/java/25.0.1-tem", "home/.jdks/temurin-25")) {
            Path home = jdk(place, "25.0.1");

            assertThat(search()).isEqualTo(found(place));

            Files.delete(home.resolve("release"));
        }
    }

    @Test
    void macosIsAsked() throws Exception {
        jdk("mac/25", "25");
        executable("usr/libexec/java_home", "#!/bin/sh\n[ \"$*\" = '-v 25' ] && echo '" + machine + "/mac/25'\n");

        assertThat(search()).isEqualTo(found("mac/25"));
    }

    @Test
    void macosThatKnowsOnlyANewerOneIsNotTakenAtItsWord() throws Exception {
        jdk("mac/26", "26");
        executable("usr/libexec/java_home", "#!/bin/sh\necho '" + machine + "/mac/26'\n");

        assertThat(search().code()).isEqualTo(1);
    }

    @Test
    void runtimeWithoutACompilerIsNoJdk() throws Exception {
        Files.delete(jdk("usr/lib/jvm/jre-25", "25").resolve("bin/javac"));
        jdk("usr/lib/jvm/later", "25");

        assertThat(search()).isEqualTo(found("usr/lib/jvm/later"));
    }

    @Test
    void withNoneItSaysInOneLineWhatToInstall() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.12");
        jdk("usr/lib/jvm/java-250", "250");
        environment.remove("HOME");

        assertThat(search())
                .isEqualTo(
                        new Outcome(
                                1,
                                "",
                                "Weft needs a JDK 25: install one (for example Temurin 25) and put it on PATH or set JAVA_HOME.\n"));
    }

    @Test
    void mavenRunsWithTheJdkThatWasFoundAndItsArgumentsUnchanged() throws Exception {
        Path jdk = jdk("usr/lib/jvm/jdk-25", "25");
        environment.put("JAVA_HOME", jdk("old", "17.0.12").toString());

        assertThat(run("-Dname=two words", "verify"))
                .isEqualTo(new Outcome(
                        0, machine.resolve("clone with blanks/mvnw") + "|" + jdk + "|-Dname=two words|verify|", ""));
    }

    private Outcome search() throws Exception {
        return run("--print-java-home");
    }

    private Outcome found(String home) {
        return new Outcome(0, machine.resolve(home) + "\n", "");
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                onPath("sh").toString(),
                machine.resolve("clone with blanks/mvnw").toString()));
        command.addAll(List.of(arguments));
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(code, Files.readString(out), Files.readString(err));
    }

    private Path jdk(String place, String version) throws IOException {
        executable(place + "/bin/javac", "");
        Path home = machine.resolve(place);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** As a distribution does: a link in a folder on the path, at the path's end. */
    private void put(String folder, Path jdk) throws IOException {
        Path bin = Files.createDirectories(machine.resolve(folder));
        Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));
        environment.merge("PATH", bin.toString(), (path, more) -> path + ":" + more);
    }

    private void executable(String place, String text) throws IOException {
        Path file = machine.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
