package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    private static final long NOBODY = Integer.MAX_VALUE; // beyond the kernel's highest process number

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path caches;

    @SuppressWarnings("NullAway.Init")
    private Path made;

    @BeforeEach
    void makeProgram() throws IOException {
        caches = Files.createDirectory(folder.resolve("caches"));
        made = Files.writeString(folder.resolve("new.aot"), "cache");
        lay("a", "one");
        lay("b", "one");
    }

    @Test
    void nobodyIsToldToUseACacheThatIsNotThere() throws IOException {
        assertThat(cache("a").flags()).isEmpty();

        cache("a").put(made);

        assertThat(cache("a").flags()).first().asString().isEqualTo("-XX:AOTCache=/opt/cache/" + names().getFirst());
    }

    @Test
    void cacheIsReadableByAllAndNothingStaysBesideIt() throws IOException {
        cache("a").put(made);

        assertThat(names()).singleElement().asString().matches("web-[0-9a-f]{8}-[0-9a-f]{16}[.]aot");
        Path file = caches.resolve(names().getFirst());
        assertThat(file).content().isEqualTo("cache");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void programThatChangedHasNoCacheAndTheNextOneReplacesTheOld() throws IOException {
        cache("a").put(made);
        String old = names().getFirst();
        lay("a", "another");

        assertThat(cache("a").exists()).isFalse();
        cache("a").put(made);

        assertThat(names()).hasSize(1).doesNotContain(old);
    }

    @Test
    void clonesLeaveEachOthersCachesAlone() throws IOException {
        cache("a").put(made);
        cache("b").put(made);

        assertThat(names()).hasSize(2);
        assertThat(cache("a").exists()).isTrue();
        assertThat(cache("b").exists()).isTrue();
    }

    @Test
    void whatTheDeadWroteAsideGoesAndWhatTheLivingWriteStays() throws IOException {
        cache("a").put(made);
        String name = names().getFirst();
        Files.writeString(caches.resolve("." + name + "." + NOBODY + ".1"), "half");
        Path living = Files.writeString(
                caches.resolve("." + name + "." + ProcessHandle.current().pid() + ".0"), "half");

        cache("a").put(made);

        assertThat(names()).containsExactlyInAnyOrder(name, living.getFileName().toString());
    }

    @Test
    void linkIsNotTakenForACache() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(folder.resolve("link.aot"), secret);

        assertThatThrownBy(() -> cache("a").put(link)).hasMessageContaining("is no file");
        assertThat(names()).isEmpty();
    }

    @Test
    void variableAsksForProgramsWithoutCaches() {
        assertThat(Installation.cacheFolder(Map.of("LINKERD_AOT", "0"))).isNull();
        assertThat(Installation.cacheFolder(Map.of()))
                .hasToString(System.getProperty("user.home") + "/.linkerd2/cache");
    }

    private AotCache cache(String clone) throws IOException {
        return AotCache.of(caches, new Installation(folder.resolve(clone), folder, caches, null), "web");
    }

    private void lay(String name, String content) throws IOException {
        Path program = folder.resolve(name).resolve("web");
        Files.createDirectories(program.resolve("lib"));
        Files.writeString(program.resolve("jvm.options"), "-Xmx32m");
        Files.writeString(program.resolve("app.jar"), content);
        Files.writeString(program.resolve("lib/library.jar"), "library");
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(caches)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
