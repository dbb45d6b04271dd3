package io.weft.identity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.port.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {
    private static final String DIRECTORY = "--mesh.identity.directory=/nonexistent/identity";

    static Stream<Arguments> badSettings() {
        String socket = "--mesh.identity.mint-socket=/nonexistent/run/mint.sock";
        return Stream.of(
                bad("mesh.identity.directory", "absolute path"),
                bad("mesh.identity.directory", "absolute path", "--mesh.identity.directory=keys"),
                bad("mesh.identity.bootstrap", "perhaps", DIRECTORY, "--mesh.identity.bootstrap=perhaps"),
                bad("mesh.identity.issuance-lifetime", "soon", DIRECTORY, "--mesh.identity.issuance-lifetime=soon"),
                bad("mesh.identity.issuance-lifetime", "10s", DIRECTORY, "--mesh.identity.issuance-lifetime=9s"),
                bad("mesh.identity.issuance-lifetime", "8760h", DIRECTORY, "--mesh.identity.issuance-lifetime=366d"),
                bad("mesh.identity.clock-skew-allowance", "-1s", DIRECTORY, "--mesh.identity.clock-skew-allowance=-1s"),
                bad("mesh.identity.clock-skew-allowance", "1h", DIRECTORY, "--mesh.identity.clock-skew-allowance=61m"),
                bad("mesh.identity.reload-interval", "0.1s", DIRECTORY, "--mesh.identity.reload-interval=1ms"),
                bad("mesh.identity.mint-socket", "absolute path", DIRECTORY, "--mesh.identity.mint-socket=mint.sock"),
                bad(
                        "mesh.identity.mint-socket",
                        "107 bytes",
                        DIRECTORY,
                        "--mesh.identity.mint-socket=/run/" + "x".repeat(103)),
                bad(
                        "mesh.identity.mint-socket",
                        "directory of its own",
                        DIRECTORY,
                        "--mesh.identity.mint-socket=/mint.sock"),
                bad("mesh.feed.kind", "`folder` or `kubernetes`", DIRECTORY, "--mesh.feed.kind=kubernets"),
                bad(
                        "mesh.identity.bootstrap",
                        "linkerd-identity-issuer",
                        DIRECTORY,
                        "--mesh.identity.bootstrap=true",
                        "--mesh.feed.kind=kubernetes"),
                bad(
                        "mesh.identity.issuer-directory",
                        "absolute path",
                        DIRECTORY,
                        "--mesh.identity.issuer-directory=issuer"),
                bad("mesh.identity.directory", "absolute path", "--mesh.identity.issuer-directory=/issuer"),
                bad("mesh.feed.folder.path", "absolute path", DIRECTORY, socket),
                bad("mesh.identity.directroy", "/keys", DIRECTORY, "--mesh.identity.directroy=/keys"),
                bad("mesh.trust-domain", "Cluster.Local", DIRECTORY, "--mesh.trust-domain=Cluster.Local"),
                bad("spring.grpc.server.port", "high", DIRECTORY, "--spring.grpc.server.port=high"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("badSettings")
    void badSettingIsReportedByName(String property, String says, List<String> arguments, CapturedOutput output) {
        assertThatThrownBy(() -> run(arguments.toArray(String[]::new))).isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains(property)
                .contains(says)
                .doesNotContain("\tat org.springframework");
    }

    @Test
    void incompleteDirectoryIsReportedWithAdvice(@TempDir Path parent, CapturedOutput output) throws Exception {
        Path directory = Files.createDirectory(parent.resolve("identity"));
        Files.writeString(directory.resolve("issuer.key"), "a key");
        assertThatThrownBy(() -> run("--mesh.identity.directory=" + directory, "--mesh.identity.bootstrap=true"))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("ca-bundle.crt and issuer.crt is missing, while issuer.key is there")
                .contains("Put the missing files back");
    }

    @Test
    void directoryThatCannotBeMadeIsReported(@TempDir Path parent, CapturedOutput output) throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() ->
                        run("--mesh.identity.directory=" + file.resolve("identity"), "--mesh.identity.bootstrap=true"))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START")
                .contains("mesh.identity.directory")
                .contains("Keys cannot be made there");
    }

    @Test
    void socketThatCannotBeOpenedIsReported(@TempDir Path parent, CapturedOutput output) throws Exception {
        Path precious =
                Files.writeString(Files.createDirectory(parent.resolve("run")).resolve("mint.sock"), "precious");
        Files.setPosixFilePermissions(parent.resolve("run"), PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> run(
                        "--mesh.identity.directory=" + parent.resolve("identity"),
                        "--mesh.identity.mint-socket=" + precious,
                        "--mesh.feed.folder.path=" + parent))
                .isInstanceOf(Exception.class);
        assertThat(output.getAll()).contains("APPLICATION FAILED TO START").contains("something that is no socket");
    }

    private static void run(String... arguments) throws Exception {
        String[] all = Stream.concat(
                        Stream.of(
                                "--server.port=" + FreePorts.take(),
                                "--management.server.port=" + FreePorts.take(),
                                "--spring.grpc.server.port=0"),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
        SpringApplication.run(IdentityApplication.class, all).close();
    }

    private static Arguments bad(String property, String says, String... arguments) {
        return Arguments.of(property, says, List.of(arguments));
    }
}
