package io.weft.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class DirectoryOptionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whoOnlyLooksMakesNothing() {
        DirectoryOption option = option(folder.resolve("mesh"));

        assertThat(option.look()).isEmpty();
        assertThat(option.locate().root()).isEqualTo(folder.resolve("mesh"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoNeedsAMeshThatIsUpMakesNothingEither() {
        assumeTrue(Root.uid() == 0, "skipped: only root gets that far");
        List<String> notes = new ArrayList<>();

        MeshDirectory directory = option(folder.resolve("mesh")).open(notes::add);

        assertThat(directory.root()).isEqualTo(folder.resolve("mesh"));
        assertThat(folder).isEmptyDirectory();
        assertThat(notes).isEmpty();
    }

    private static DirectoryOption option(Path directory) {
        Looking command = new Looking();
        new CommandLine(command).parseArgs("--dir", directory.toString());
        return command.directory;
    }

    @Command(name = "looking")
    private static final class Looking {
        @Mixin
        private final DirectoryOption directory = new DirectoryOption();
    }
}
