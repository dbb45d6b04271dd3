package io.weft.cli.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A mesh's network without a control plane, for tests that need root. Close it when done. */
final class Root implements AutoCloseable {
    final MeshDirectory directory;
    final MeshContext context;
    final Namespaces namespaces;

    private Root(MeshDirectory directory) {
        this.directory = directory;
        this.namespaces = new Namespaces(directory);
        FolderFeed feed = new FolderFeed(new FolderSettings(directory.manifests(), Optional.empty()));
        MeshNames names = new MeshNames(feed, directory.destinationState());
        names.start();
        this.context = new MeshContext(
                directory,
                new Installation(Path.of("/nowhere"), Path.of("/nowhere"), null, null),
                "linkerd",
                1,
                names,
                new Mint(directory.mintSocket()),
                InstantSource.system());
    }

    /** Skips the test where namespaces cannot be made. */
    static void assumeAllowed() {
        String complaint = Requirements.complaint(System.getProperty("os.name"), uid());
        assumeTrue(complaint == null, () -> "skipped: " + complaint);
        List<String> missing = Requirements.missing(tool ->
                Tool.attempt("", List.of("sh", "-c", "command -v " + tool)).ok());
        assumeTrue(missing.isEmpty(), () -> "skipped: these commands are missing: " + missing);
        String probe = "weft-probe-" + ProcessHandle.current().pid();
        Tool.Outcome made = Tool.attempt("", List.of("ip", "netns", "add", probe));
        assumeTrue(made.ok(), () -> "skipped: this machine makes no network namespaces: " + made.output());
        Tool.run("ip", "netns", "del", probe);
    }

    /** Network and folders of a mesh, with this process as its runner. */
    static Root network(Path folder) {
        Root root = new Root(MeshDirectory.resolve(folder, java.util.Map.of()));
        root.directory.prepare();
        FolderLock.of(root.directory).holding(() -> {
            Prune.run(root.directory);
            new Runners(root.directory)
                    .put(new Runner(ProcessId.current(), root.namespaces.bridge(), null, null, Set.of()));
            root.namespaces.createBridge();
        });
        return root;
    }

    /** A workload without a sidecar. */
    Workload start(String name, String... command) {
        Program program = new Program.Host(List.of(command), User.ROOT, List.of(), false);
        return Workload.start(
                context, WorkloadSpec.of("shop", name, name, List.of(), program).withInjected(false), event -> {});
    }

    /** Looks until {@code what} holds. */
    static void await(String description, BooleanSupplier what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!what.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 20 s: " + description);
            }
            Pause.millis(20);
        }
    }

    @Override
    public void close() {
        context.close();
        FolderLock.of(directory).holding(() -> {
            new Runners(directory).remove(namespaces.bridge());
            Prune.run(directory);
        });
    }

    static long uid() {
        return Long.parseLong(Tool.run("id", "-u").strip());
    }
}
