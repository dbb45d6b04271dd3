package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpLockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void directoryIsOneUpsUntilItEnds() throws IOException {
        MeshDirectory directory = new MeshDirectory(folder);
        Files.createDirectory(directory.run());
        try (UpLock held = UpLock.take(directory)) {
            assertThatThrownBy(() -> UpLock.take(directory))
                    .as("while %s is held", held)
                    .isInstanceOf(MachineException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--dir");
        }
        assertThatCode(() -> UpLock.take(directory).close()).doesNotThrowAnyException();
    }
}
