package io.weft.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
    @TempDir
    private Path folder;

    @Test
    void fileStandsBesideTheTestsPackage() {
        Golden.check(getClass(), "greeting.txt", "Good morning.\n");
    }

    @Test
    void textThatDiffersFailsAndLeavesTheFileAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("approved.txt"), "a\n");

        assertThatThrownBy(() -> Golden.check(folder, "approved.txt", "b\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("a\n");
    }

    @Test
    void fileThatIsMissingFails() {
        assertThatThrownBy(() -> Golden.check(folder, "none.txt", "a\n", false))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void writingMakesTheFileAndItsFolder() {
        Golden.check(folder.resolve("new"), "approved.txt", "a\n", true);

        assertThat(folder.resolve("new/approved.txt")).hasContent("a\n");
    }
}
