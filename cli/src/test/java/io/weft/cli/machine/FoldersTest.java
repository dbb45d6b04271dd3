package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void needsRoot() {
        assumeTrue(
                Requirements.complaint(System.getProperty("os.name"), Root.uid()) == null,
                "skipped: only root may give files away");
    }

    @Test
    void linkIsNotTakenForAFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        chmod(elsewhere, "rwxr-xr-x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        assertThatThrownBy(() -> Folders.createOwned(link, "rwx------", User.PROXY))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("in the way");
        assertThat(mode(elsewhere)).isEqualTo("rwxr-xr-x");
        assertThat(Files.getAttribute(elsewhere, "unix:uid")).isEqualTo(0);
    }

    @Test
    void contentIsReplacedAsAWholeAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Folders.replace(file, new byte[] {'n'}, "rw-r-----");

        assertThat(file).content().isEqualTo("n");
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void preparedDirectoryHasTheModesOfTheDesignWhateverStoodThere() throws IOException {
        MeshDirectory mesh = MeshDirectory.resolve(folder.resolve("a/mesh"), Map.of());
        assertThat(mesh.root()).as("looking makes nothing").doesNotExist();
        Files.createDirectories(mesh.run());
        chmod(mesh.run(), "rwxr-xr-x");

        mesh.prepare();

        assertThat(mode(mesh.run())).isEqualTo("rwx------");
        assertThat(mode(mesh.aside())).isEqualTo("rwx------");
        assertThat(mode(mesh.manifests())).isEqualTo("rwxr-xr-x");
        assertThat(Files.getAttribute(mesh.identity(), "unix:uid")).isEqualTo(2103);
    }

    @Test
    void adminTokenIsRootsAndTheServicesAndAnotherOneEachTime() throws IOException {
        MeshDirectory mesh = MeshDirectory.resolve(folder.resolve("mesh"), Map.of());
        mesh.prepare();
        AdminToken.renew(mesh);
        String first = Files.readString(mesh.adminToken());
        AdminToken.renew(mesh);
        String token = Files.readString(mesh.adminToken());

        assertThat(token).hasSize(64).isNotEqualTo(first);
        assertThat(mode(mesh.adminToken())).isEqualTo("rw-------");
        assertThat(Files.getAttribute(mesh.adminToken(), "unix:uid")).isEqualTo(0);
        for (Path folder : List.of(mesh.identityRun(), mesh.destinationState(), mesh.injectorRun(), mesh.vizRun())) {
            Path copy = folder.resolve("admin-token");
            assertThat(Files.readString(copy)).isEqualTo(token);
            assertThat(mode(copy)).isEqualTo("rw-------");
            assertThat(Files.getAttribute(copy, "unix:uid")).isEqualTo(2103);
        }
    }

    @Test
    void directoryOthersCanChangeIsRefused() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        chmod(open, "rwxrwxr-x");
        assertThatThrownBy(new MeshDirectory(open)::prepare).hasMessageContaining("chmod go-w " + open);

        Path strange = Files.createDirectory(folder.resolve("strange"));
        Folders.own(strange, new User(1000, 1000));
        assertThatThrownBy(new MeshDirectory(strange)::prepare).hasMessageContaining("chown root " + strange);
        assertThat(strange).isEmptyDirectory();
    }

    @Test
    void realPathOfWhatIsNotThereYetIsWhatItWillBe() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), there);

        assertThat(MeshDirectory.resolve(link.resolve("a/b"), Map.of()).root()).isEqualTo(there.resolve("a/b"));
        assertThat(MeshDirectory.resolve(link, Map.of()).root()).isEqualTo(there);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
