package io.weft.identity.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.pki.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryWatchTest {
    @TempDir
    private Path path = Path.of("");

    private final List<Material> seen = new ArrayList<>();
    private int readings;
    private DirectoryWatch watch = newWatch();

    @BeforeEach
    void makeWatch() {
        watch = newWatch();
    }

    private DirectoryWatch newWatch() {
        return new DirectoryWatch(new IdentityDirectory(path), Duration.ofHours(1), seen::add, () -> readings++);
    }

    @AfterEach
    void closeWatch() {
        watch.close();
    }

    @Test
    void whatIsThereAtTheStartIsHandedOnAtOnce() {
        write("issuer.crt", "one");
        watch.start();
        assertThat(seen).isEqualTo(List.of(material("one", null)));
    }

    @Test
    void nothingIsHandedOnTwice() {
        watch.start();
        watch.poll();
        watch.poll();
        assertThat(seen).hasSize(1);
    }

    @Test
    void everyReadingIsToldOfWhetherAnythingChangedOrNot() {
        watch.start();
        watch.poll();
        watch.poll();
        assertThat(readings).isEqualTo(4);
    }

    @Test
    void changeCountsOnceTwoReadingsAgree() {
        write("issuer.crt", "one");
        watch.start();
        write("issuer.crt", "two");
        watch.poll();
        write("issuer.key", "two");
        watch.poll();
        assertThat(seen).hasSize(1);
        watch.poll();

        assertThat(seen).isEqualTo(List.of(material("one", null), material("two", "two")));
    }

    @Test
    void switchedLinkOfAMountedSecretIsSeen() throws IOException {
        secret("..2026_1", "one");
        Files.createSymbolicLink(path.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(path.resolve("issuer.crt"), Path.of("..data/issuer.crt"));
        watch.start();

        secret("..2026_2", "two");
        Files.createSymbolicLink(path.resolve("..data_tmp"), Path.of("..2026_2"));
        Files.move(
                path.resolve("..data_tmp"),
                path.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        watch.poll();
        watch.poll();
        assertThat(seen).isEqualTo(List.of(material("one", null), material("two", null)));
    }

    @Test
    void directoryThatIsNotThereYetIsEmpty() {
        path = path.resolve("later");
        try (DirectoryWatch later = newWatch()) {
            later.start();
        }
        assertThat(seen).isEqualTo(List.of(material(null, null)));
    }

    @Test
    void fileThatOthersMayWriteIsNotRead() throws IOException {
        write("issuer.crt", "one");
        watch.start();
        Path file = write("issuer.crt", "two");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        watch.poll();
        watch.poll();
        assertThat(seen).isEqualTo(List.of(material("one", null)));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        watch.poll();
        watch.poll();
        assertThat(seen.getLast()).isEqualTo(material("two", null));
    }

    @Test
    void hugeFileIsNotRead() {
        watch.start();
        write("issuer.crt", "x".repeat((1 << 20) + 1));
        watch.poll();
        watch.poll();
        assertThat(seen).hasSize(1);
    }

    @Test
    void keysAreNotPrinted() {
        assertThat(material("c", "secret").toString()).doesNotContain("secret");
    }

    private Path write(String name, String text) {
        return Pem.write(path.resolve(name), text);
    }

    private void secret(String name, String text) throws IOException {
        Pem.write(Files.createDirectory(path.resolve(name)).resolve("issuer.crt"), text);
    }

    private static Material material(@Nullable String certificate, @Nullable String key) {
        return new Material(
                Optional.empty(), Optional.ofNullable(certificate), Optional.ofNullable(key), Optional.empty());
    }
}
