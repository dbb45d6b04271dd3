package io.weft.cli.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Removes what dead runners of one mesh left: namespaces with what runs in them, links, files. What belongs to a living runner
 * is never touched.
 *
 * <p>Threading: any; works under the {@link FolderLock}.
 */
public final class Prune {
    private final MeshDirectory directory;
    private final Namespaces namespaces;
    private final Runners runners;

    private Prune(MeshDirectory directory) {
        this.directory = directory;
        this.namespaces = new Namespaces(directory);
        this.runners = new Runners(directory);
    }

    /** Every command calls this first; it does nothing in a directory where no mesh ever was. */
    public static void run(MeshDirectory directory) {
        run(directory, note -> {});
    }

    /** As above; {@code notes} is told what was removed. */
    static void run(MeshDirectory directory, Consumer<String> notes) {
        if (Files.isDirectory(directory.runners())) {
            List<String> removed = FolderLock.of(directory).holding(() -> new Prune(directory).prune());
            removed.forEach(what -> notes.accept("removed what a killed command left: " + what));
        }
    }

    /** What {@link #run} would remove, in sentences. */
    public static List<String> leftovers(MeshDirectory directory) {
        if (!Files.isDirectory(directory.runners())) {
            return List.of();
        }
        Leftovers found = FolderLock.of(directory).holding(() -> {
            Prune prune = new Prune(directory);
            return Leftovers.decide(prune.inventory(), prune.namespaces.bridge(), ProcessId::alive);
        });
        return inWords(found).stream()
                .map(what -> what + ": the next linkerd command removes it")
                .toList();
    }

    private static List<String> inWords(Leftovers found) {
        return Stream.of(
                        found.namespaces().stream().map(name -> "network namespace " + name),
                        found.manifests().stream().map(name -> "manifest " + name),
                        found.workloads().stream().map(name -> "folder workloads/" + name))
                .flatMap(names -> names)
                .toList();
    }

    private List<String> prune() {
        Leftovers leftovers = Leftovers.decide(inventory(), namespaces.bridge(), ProcessId::alive);
        try {
            // Pods first: the mesh stops sending to them before they are gone.
            for (String manifest : leftovers.manifests()) {
                Files.deleteIfExists(directory.manifests().resolve(manifest));
            }
            if (leftovers.up()) {
                Files.deleteIfExists(directory.manifests().resolve(ControlPlane.MANIFEST));
                Files.deleteIfExists(directory.manifests().resolve(Mesh.ADDED));
                Files.deleteIfExists(directory.upFile());
                Files.deleteIfExists(directory.mintSocket());
                Folders.delete(directory.training());
            }
            leftovers.namespaces().forEach(namespaces::remove);
            for (String workload : leftovers.workloads()) {
                Folders.delete(directory.root().resolve("workloads").resolve(workload));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leftovers.records().forEach(runners::remove);
        if (runners.all().isEmpty()) {
            clearAside();
        }
        retainLogs();
        return inWords(leftovers);
    }

    /** What was being written when its writer died; nobody lives who could be writing now. */
    private void clearAside() {
        try {
            for (String name : names(directory.aside())) {
                Files.deleteIfExists(directory.aside().resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void retainLogs() {
        try {
            Logs.retain(
                    directory,
                    runners.all().stream()
                            .map(Runner::pod)
                            .filter(Objects::nonNull)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Leftovers.Inventory inventory() {
        return new Leftovers.Inventory(
                runners.all(),
                namespaces.all(),
                names(directory.manifests()).stream().filter(this::ours).toList(),
                names(directory.root().resolve("workloads")));
    }

    /** Runners mark what they write; a file somebody else gave such a name stays. */
    private boolean ours(String manifest) {
        boolean named = (manifest.startsWith("pod.") || manifest.startsWith("service.")) && manifest.endsWith(".yaml");
        try {
            return named
                    && Files.readString(directory.manifests().resolve(manifest)).startsWith(Manifests.MARK);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
