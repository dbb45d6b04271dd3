package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalsTest {
    /** Where the C library says no. */
    private static final int NONE = 99;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, true",
        "/dev/pts/3 (deleted), true",
        "pipe:[4711], false",
        "socket:[4711], false",
        "/var/log/linkerd.log, false",
        "/dev/null, false",
        "/dev/tty1, false",
    })
    void nameOfWhatIsOpenTells(String open, boolean terminal) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("1"), Path.of(open));

        assertThat(Terminals.has(link, NONE)).isEqualTo(terminal);
    }

    @Test
    void whereThereAreNoNamesTheSystemIsAsked() {
        assertThat(Terminals.has(folder.resolve("none"), NONE)).isFalse();
    }
}
