package io.weft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LinkerdMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = Console.plain(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(LinkerdMain.run(console)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("up", "run", "version", "completion")
                .doesNotContain("\u001b");
    }

    @Test
    void unknownOptionFailsWithOneAndOneLine() {
        assertThat(LinkerdMain.run(console, "up", "--sideways")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("error: ").contains("--sideways", "linkerd up --help");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void dashboardPortThatIsNoneIsRefusedBeforeAnythingIsDone() {
        assertThat(LinkerdMain.run(console, "up", "--dashboard-port", "70000", "--dir", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("error: --dashboard-port must be 0 to 65535, not 70000\n");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"up, 1.5", "up, -0.1", "demo, NaN"})
    void traceRatioThatIsNoneIsRefusedBeforeAnythingIsDone(String command, String ratio) {
        assertThat(LinkerdMain.run(console, command, "--trace-ratio", ratio, "--dir", folder.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("error: --trace-ratio must be 0 to 1, not " + ratio + "\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unknownCommandFails() {
        assertThat(LinkerdMain.run(console, "downwards")).isEqualTo(1);
    }

    @Test
    void everyAliasIsKnownBeforeTheCommandIsMade() {
        CommandTree commands = Commands.all();

        commands.whole(console).getSubcommands().forEach((called, command) -> {
            assertThat(commands.has(called)).as(called).isTrue();
            assertThat(commands.along(console, List.of(called)).getSubcommands())
                    .containsKey(called);
        });
    }

    @Test
    void everyCommandExplainsItself() {
        Commands.all().whole(console).getSubcommands().forEach((called, command) -> {
            out.reset();
            assertThat(command.getCommandSpec().names()).contains(called);
            assertThat(LinkerdMain.run(console, called, "--help")).isZero();
            assertThat(out.toString(UTF_8)).contains("linkerd " + command.getCommandName());
            command.getSubcommands().forEach((below, each) -> explainsItself(called, below, each));
        });
    }

    private void explainsItself(String called, String below, CommandLine command) {
        out.reset();
        assertThat(command.getCommandSpec().names()).contains(below);
        assertThat(LinkerdMain.run(console, called, below, "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains(" " + command.getCommandName());
    }

    @Test
    void onlyWhatIsAskedForIsMade() {
        CommandTree commands = Commands.all();

        assertThat(commands.along(console, List.of("version", "--client")).getSubcommands())
                .containsOnlyKeys("version");
        CommandLine viz = commands.along(console, List.of("viz", "stat", "deploy"))
                .getSubcommands()
                .get("viz");
        assertThat(Objects.requireNonNull(viz).getSubcommands()).containsOnlyKeys("stat");
        assertThat(commands.along(console, List.of("--verbose", "version")).getSubcommands())
                .hasSizeGreaterThan(20);
    }

    @Test
    void wordThatIsNoCommandIsToldWhatItMayHaveMeant() {
        assertThat(LinkerdMain.run(console, "vers")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("vers", "linkerd --help");
    }

    @Test
    void clientVersionNeedsNoMesh() {
        assertThat(LinkerdMain.run(console, "version", "--client")).isZero();
        assertThat(out.toString(UTF_8)).matches("Client version: \\S+\n");
    }

    @Test
    void shortVersionHasNoWords() {
        LinkerdMain.run(console, "version", "--client", "--short");

        assertThat(out.toString(UTF_8)).matches("\\S+\n");
    }

    @Test
    void completionKnowsEveryCommandInEveryShell() {
        for (String shell : new String[] {"bash", "zsh", "fish"}) {
            out.reset();
            assertThat(LinkerdMain.run(console, "completion", shell)).isZero();
            assertThat(out.toString(UTF_8)).as(shell).contains("linkerd", "version", "service-account");
        }
        assertThat(LinkerdMain.run(console, "completion", "cmd")).isEqualTo(1);
    }

    @Test
    void versionNeedsNoFunctionOfTheSystem() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LinkerdMain.class.getName(),
                        "version",
                        "--client")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).matches("Client version: \\S+\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void executableOnThePathExtendsTheCommand() throws IOException {
        Path file = folder.resolve("linkerd-hello");
        Files.writeString(file, "#!/bin/sh\nexit $#\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> path = Map.of("PATH", "/nowhere:" + folder);

        assertThat(Extension.find(Commands.all(), new String[] {"hello", "a", "b"}, path))
                .hasValueSatisfying(extension -> assertThat(extension.run()).isEqualTo(2));
        assertThat(Extension.find(Commands.all(), new String[] {"up"}, path)).isEmpty();
        assertThat(Extension.find(Commands.all(), new String[] {"../hello"}, path))
                .isEmpty();
    }
}
