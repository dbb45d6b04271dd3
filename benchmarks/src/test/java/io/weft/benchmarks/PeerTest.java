package io.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
    private final Work work = Work.begin();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void anotherBuildIsWhatItIs() throws IOException {
        Path other = dist("other");

        assertThat(Peer.dist(work, dist("own"), other)).isEqualTo(other);
    }

    @Test
    void anExecutableIsMadeALaunchersOnlyFile() throws IOException {
        Path executable = Files.createFile(folder.resolve("peer"));
        Path made = Peer.dist(work, dist("own"), executable);

        assertThat(made.resolve("proxy-service"))
                .isDirectoryContaining("glob:**/app.jar")
                .isDirectoryContaining("glob:**/jvm.options")
                .isDirectoryContaining("glob:**/" + PeerMain.FILE);
        assertThat(made.resolve("proxy-service").resolve(PeerMain.FILE).toFile().canExecute())
                .isTrue();
    }

    private Path dist(String name) throws IOException {
        Path program = Files.createDirectories(folder.resolve(name).resolve("proxy-service"));
        Files.createFile(program.resolve("app.jar"));
        Files.createFile(program.resolve("jvm.options"));
        return folder.resolve(name);
    }
}
