package io.weft.cli.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option every command of a mesh on one machine takes; mix it in. */
public final class DirectoryOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The mesh's directory. Default: $WEFT_DIR, else ~/.linkerd2/mesh.")
    private @Nullable Path directory;

    /** The directory, for a command that only looks: empty where there is none, or this machine or user cannot look. */
    public Optional<MeshDirectory> look() {
        if (!Requirements.problems().isEmpty() || !Files.isDirectory(MeshDirectory.path(directory, System.getenv()))) {
            return Optional.empty();
        }
        MeshDirectory resolved = MeshDirectory.resolve(directory, System.getenv());
        Prune.run(resolved);
        return Optional.of(resolved);
    }

    /**
     * The directory, after removing what dead runners left in it. Nothing is made or installed; that is for {@link Mesh#up}.
     *
     * @param notes told what was removed
     * @throws MachineException saying what would work, if this is not Linux or not root
     */
    public MeshDirectory open(Consumer<String> notes) {
        Requirements.refuseIfUnable();
        MeshDirectory resolved = MeshDirectory.resolve(directory, System.getenv());
        Prune.run(resolved, notes);
        return resolved;
    }

    /** Whether it stands on the command line. */
    public boolean isOption() {
        return directory != null;
    }

    /** Whether the user named one, rather than leaving it to the default. */
    public boolean isNamed() {
        return isOption() || !System.getenv().getOrDefault("WEFT_DIR", "").isEmpty();
    }

    /** The directory, as it is. */
    public MeshDirectory locate() {
        return MeshDirectory.resolve(directory, System.getenv());
    }
}
