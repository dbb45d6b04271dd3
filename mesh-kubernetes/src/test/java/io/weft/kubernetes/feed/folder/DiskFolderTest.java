package io.weft.kubernetes.feed.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.kubernetes.feed.folder.FolderView.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a folder on disk, and what is refused. */
class DiskFolderTest {
    @TempDir
    Path temporary;

    private Path home;
    private DiskFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        home = Files.createDirectory(temporary.resolve("manifests"));
        mode(home, "rwxr-xr-x");
        folder = new DiskFolder(home);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        mode(file, "rw-r--r--");
        return file;
    }

    @Test
    void manifestsAreYamlYmlAndJsonThatAreNotHidden() throws IOException {
        for (String name :
                new String[] {"a.yaml", "b.yml", "c.json", ".d.yaml", "e.yaml~", "f.txt", "yaml", ".yaml", "g.YAML"}) {
            write(name, "");
        }

        folder.check();
        assertThat(folder.list().keySet()).containsExactlyInAnyOrder("a.yaml", "b.yml", "c.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void aFolderOthersCanWriteIsRefused(String mode) throws IOException {
        mode(home, mode);

        assertThatExceptionOfType(FolderAwayException.class)
                .isThrownBy(folder::check)
                .withMessage(
                        home + " is writable by its group or by everyone, so it cannot be trusted: chmod go-w " + home);
    }

    @Test
    void aFolderThatIsGoneOrNoneIsAway() throws IOException {
        Files.delete(home);
        assertThatExceptionOfType(FolderAwayException.class)
                .isThrownBy(folder::check)
                .withMessage(home + " does not exist");
        assertThatExceptionOfType(FolderAwayException.class).isThrownBy(folder::list);

        Files.writeString(home, "a file");
        mode(home, "rw-r--r--");
        assertThatExceptionOfType(FolderAwayException.class)
                .isThrownBy(folder::check)
                .withMessage(home + " is not a directory");
    }

    @Test
    void aFolderThatCannotBeReadIsAway() throws IOException {
        mode(home, "---------");
        assumeNotReadable(home);

        assertThatExceptionOfType(FolderAwayException.class)
                .isThrownBy(folder::check)
                .withMessage(home + " cannot be read: give this process's user rx on it");
    }

    @Test
    void aFileIsReadWhole() throws IOException {
        write("a.yaml", "x".repeat(DiskFolder.MAX_BYTES));

        assertThat(folder.read("a.yaml"))
                .isInstanceOfSatisfying(
                        Contents.Trusted.class, text -> assertThat(text.bytes()).hasSize(DiskFolder.MAX_BYTES));
    }

    @Test
    void aFileLargerThanOneMebibyteIsRefused() throws IOException {
        write("a.yaml", "x".repeat(DiskFolder.MAX_BYTES + 1));

        assertThat(folder.read("a.yaml"))
                .isInstanceOfSatisfying(
                        Contents.TooLarge.class,
                        large -> assertThat(large.all()).isTrue())
                .isInstanceOfSatisfying(
                        Contents.TooLarge.class,
                        large -> assertThat(large.reason())
                                .isEqualTo("the file is larger than 1 MiB; split it into several"));
    }

    @Test
    void ofAFileFarTooLargeOnlyTheBeginningIsLookedAt() throws IOException {
        write("a.yaml", "x".repeat(DiskFolder.MAX_GLANCE_BYTES + 2));

        assertThat(folder.read("a.yaml"))
                .isInstanceOfSatisfying(
                        Contents.TooLarge.class,
                        large -> assertThat(large.all()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
    void aFileOthersCanWriteIsNotTrusted(String mode) throws IOException {
        Path file = write("a.yaml", "text");
        mode(file, mode);

        assertThat(folder.read("a.yaml"))
                .isInstanceOfSatisfying(
                        Contents.Untrusted.class,
                        text -> assertThat(text.reason()).endsWith("so it cannot be trusted: chmod go-w " + file));
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside.yaml"), "secret");
        Files.createSymbolicLink(home.resolve("a.yaml"), outside);
        Files.createSymbolicLink(home.resolve("b.yaml"), Path.of("../outside.yaml"));
        Files.createSymbolicLink(home.resolve("c.yaml"), Path.of("b.yaml"));

        for (String name : new String[] {"a.yaml", "b.yaml", "c.yaml"}) {
            assertThat(folder.read(name))
                    .isEqualTo(new Contents.Unseen(
                            "it is a link that leaves the folder; put the file itself here", false));
        }
    }

    @Test
    void aFolderWhoseNameBeginsAlikeIsOutside() throws IOException {
        Path sibling = Files.createDirectory(temporary.resolve("manifests-too"));
        Files.writeString(sibling.resolve("x.yaml"), "text");
        Files.createSymbolicLink(home.resolve("a.yaml"), sibling.resolve("x.yaml"));

        assertThat(folder.read("a.yaml")).isInstanceOf(Contents.Unseen.class);
    }

    @Test
    void aLinkThatStaysIsFollowedAsAMountedConfigMapNeedsIt() throws IOException {
        Path data = Files.createDirectory(home.resolve("..2026"));
        mode(data, "rwxr-xr-x");
        mode(Files.writeString(data.resolve("a.yaml"), "text"), "rw-r--r--");
        Files.createSymbolicLink(home.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(home.resolve("a.yaml"), Path.of("..data/a.yaml"));
        assertThat(folder.list()).containsOnlyKeys("a.yaml");
        assertThat(folder.read("a.yaml")).isInstanceOf(Contents.Trusted.class);

        mode(data, "rwxrwxr-x");
        assertThat(folder.read("a.yaml")).isInstanceOf(Contents.Untrusted.class);
    }

    @Test
    void aLinkThatLeadsNowhereAndWhatIsNoFileAreReported() throws IOException {
        Files.createSymbolicLink(home.resolve("a.yaml"), Path.of("none"));
        Files.createDirectory(home.resolve("b.yaml"));
        Files.createSymbolicLink(home.resolve("c.yaml"), Path.of("c.yaml"));

        assertThat(folder.list()).hasSize(3);
        assertThat(folder.read("a.yaml")).isEqualTo(new Contents.Unseen("it is a link that leads nowhere", false));
        assertThat(folder.read("b.yaml")).isEqualTo(new Contents.Unseen("it is not a regular file", false));
        assertThat(folder.read("c.yaml")).isInstanceOf(Contents.Unseen.class);
        assertThat(folder.read("d.yaml")).isEqualTo(new Contents.Gone());
    }

    @Test
    void aFileThatCannotBeReadIsReported() throws IOException {
        Path file = write("a.yaml", "text");
        mode(file, "---------");
        assumeNotReadable(file);

        assertThat(folder.read("a.yaml"))
                .isEqualTo(new Contents.Unseen("it cannot be read: give this process's user r on it", false));
    }

    @Test
    void theStampTellsAChangeThatKeepsSizeAndTime() throws IOException {
        Path file = write("a.yaml", "one");
        FileTime time = Files.getLastModifiedTime(file);
        Stamp before = folder.stamp("a.yaml").orElseThrow();
        assertThat(folder.stamp("a.yaml")).contains(before);

        Path aside = write(".aside", "two");
        Files.setLastModifiedTime(aside, time);
        Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(folder.stamp("a.yaml")).isPresent().get().isNotEqualTo(before);

        Stamp renamed = folder.stamp("a.yaml").orElseThrow();
        mode(file, "rw-rw-r--");
        assertThat(folder.stamp("a.yaml")).isPresent().get().isNotEqualTo(renamed);
        assertThat(folder.stamp("none.yaml")).isEmpty();
    }

    @Test
    void theStampOfALinkIsAlsoThatOfItsTarget() throws IOException {
        write("target.txt", "one");
        Files.createSymbolicLink(home.resolve("a.yaml"), Path.of("target.txt"));
        Stamp before = folder.stamp("a.yaml").orElseThrow();
        write("target.txt", "longer");

        assertThat(folder.stamp("a.yaml")).isPresent().get().isNotEqualTo(before);
    }

    @Test
    void aNameThatIsNoTextInThisLocaleDoesNotKeepAFileFromBeingRead() throws Exception {
        write("a.yaml", "text");
        int made = new ProcessBuilder("sh", "-c", "umask 022; printf text > \"$(printf 'b\\351.yaml')\"")
                .directory(home.toFile())
                .start()
                .waitFor();
        assertThat(made).isZero();

        Map<String, Stamp> listed = folder.list();
        assertThat(listed).hasSize(2);
        assertThat(listed).allSatisfy((name, stamp) -> {
            assertThat(folder.stamp(name)).contains(stamp);
            assertThat(folder.read(name)).isInstanceOf(Contents.Trusted.class);
        });
        assertThat(folder.stamp("c\0.yaml")).isEmpty();
        assertThat(folder.read("c\0.yaml")).isEqualTo(new Contents.Gone());
    }

    @Test
    void aFileOfAnotherUserIsNotTrustedUnlessTheFolderIsTheirsToo() throws IOException {
        Path file = write("a.yaml", "text");
        assumeRoot();
        Files.setAttribute(file, "unix:uid", 4711);

        assertThat(new DiskFolder(home, 2102).read("a.yaml"))
                .isInstanceOfSatisfying(
                        Contents.Untrusted.class,
                        text -> assertThat(text.reason())
                                .isEqualTo(
                                        file + " belongs to user 4711, so it cannot be trusted: chown it to root or to"
                                                + " the owner of the folder"));
        assertThat(new DiskFolder(home, 4711).read("a.yaml")).isInstanceOf(Contents.Trusted.class);
        Files.setAttribute(home, "unix:uid", 4711);
        assertThat(new DiskFolder(home, 2102).read("a.yaml")).isInstanceOf(Contents.Trusted.class);
        Files.setAttribute(file, "unix:uid", 0);
        assertThat(new DiskFolder(home, 2102).read("a.yaml")).isInstanceOf(Contents.Trusted.class);
        Files.setAttribute(home, "unix:uid", 0); // else who may not override access cannot clear it away
    }

    private static void assumeRoot() throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give a file away");
    }

    private static void assumeNotReadable(Path path) {
        Assumptions.assumeFalse(
                Files.isReadable(path),
                "root reads everything, unless its capabilities dac_override and dac_read_search are taken away");
    }
}
