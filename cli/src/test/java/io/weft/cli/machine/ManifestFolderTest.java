package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void goodDocumentsAreReadBadOnesNamedAndClosedFilesTold() throws IOException {
        write(
                "good.yaml",
                "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}",
                "rw-r--r--");
        write("bad.yaml", "apiVersion: v1\nkind: Service\nmetadata: [", "rw-r--r--");
        write("closed.yaml", "{apiVersion: v1, kind: Service, metadata: {name: b}}", "rw-------");

        ManifestFolder.Content content = new ManifestFolder(folder).read();

        assertThat(content.away()).isEmpty();
        assertThat(content.resources())
                .anySatisfy(resource -> assertThat(resource).isInstanceOf(Service.class));
        assertThat(content.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.file()).isEqualTo("bad.yaml"));
        assertThat(content.unreadable()).containsExactly(folder.resolve("closed.yaml"));
    }

    @Test
    void missingFolderIsAway() {
        assertThat(new ManifestFolder(folder.resolve("none")).read().away())
                .hasValueSatisfying(reason -> assertThat(reason).contains("does not exist"));
    }

    private void write(String name, String text, String mode) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
