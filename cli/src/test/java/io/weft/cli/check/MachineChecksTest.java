package io.weft.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void prepared() throws IOException {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root can make a mesh's directory");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        new FakeMesh(folder).directory().prepare();
    }

    @Test
    void directoryAsTheMeshMakesItIsSafe() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void everythingOpenIsNamedWithItsRemedy() throws IOException {
        mode("manifests", "rwxrwxr-x");
        mode("run", "rwxr-x---");
        Files.writeString(folder.resolve("identity/issuer.key"), "key");
        mode("identity/issuer.key", "rw-r--r--");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .contains(
                                "chmod go-w " + folder.resolve("manifests"),
                                "chmod go-rwx " + folder.resolve("run"),
                                "chown 2103 " + folder.resolve("identity/issuer.key"),
                                "chmod go-rwx " + folder.resolve("identity/issuer.key")));
    }

    private void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(path), PosixFilePermissions.fromString(mode));
    }

    private List<String> problems() {
        return Checks.problems(new MachineChecks(new FakeMesh(folder)).group());
    }
}
