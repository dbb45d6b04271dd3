package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory that is one mesh, and where things are in it.
 *
 * @param root the directory's real path
 * @see "one-machine, Directory"
 */
public record MeshDirectory(Path root) {
    static final String CERTIFICATE = "serving.crt";
    private static final int HASH_DIGITS = 8;

    /**
     * The directory asked for, else {@code $WEFT_DIR}, else {@code ~/.linkerd2/mesh}. Nothing is made; where nothing is, its
     * path is what it will be.
     *
     * @param asked from the command line
     */
    public static MeshDirectory resolve(@Nullable Path asked, Map<String, String> environment) {
        Path path = path(asked, environment);
        try {
            return new MeshDirectory(real(path.toAbsolutePath()));
        } catch (IOException e) {
            throw new MachineException(
                    "cannot use " + path + " as the mesh's directory: " + MachineException.describe(e), e);
        }
    }

    private static Path real(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException absent) {
            Path parent = path.getParent();
            return parent == null
                    ? path
                    : real(parent).resolve(path.getFileName()).normalize();
        }
    }

    /** Where {@link #resolve} looks; nothing need be there. */
    static Path path(@Nullable Path asked, Map<String, String> environment) {
        String configured = environment.getOrDefault("WEFT_DIR", "");
        if (asked != null) {
            return asked;
        }
        return configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".linkerd2", "mesh")
                : Path.of(configured);
    }

    /**
     * Creates it and every folder in it that is missing, and gives those that are ours to fill the owner and mode of the design.
     *
     * @throws MachineException if others than root could change what is in it
     */
    public void prepare() {
        try {
            Folders.create(root, "rwxr-xr-x");
            String distrust = Folders.distrust(root);
            if (distrust != null) {
                throw new MachineException(
                        "a mesh's directory must be root's alone to change: " + distrust + ", or give another --dir");
            }
            Folders.create(manifests(), "rwxr-xr-x");
            for (Path folder : List.of(run(), logs(), runners(), stage(), aside())) {
                Folders.createOwned(folder, "rwx------", User.ROOT);
            }
            Folders.createOwned(root.resolve("workloads"), "rwx--x--x", User.ROOT);
            for (Path folder : List.of(identity(), identityRun(), injectorRun(), vizRun(), destinationState())) {
                Folders.createOwned(folder, "rwx------", User.CONTROL_PLANE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + root + ": " + MachineException.describe(e), e);
        }
    }

    /** First eight hex digits of the SHA-256 of the real path: what this mesh's namespaces are called by. */
    public String hash() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(root.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Path manifests() {
        return root.resolve("manifests");
    }

    public Path identity() {
        return root.resolve("identity");
    }

    /** The PEM file of trust anchors; there once identity-service has started for the first time. */
    public Path trustAnchors() {
        return identity().resolve("ca-bundle.crt");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path logs() {
        return run().resolve("logs");
    }

    /** Says who is up: pids, addresses, the dashboard's port. */
    public Path upFile() {
        return run().resolve("up.json");
    }

    /** What opens the services' admin APIs; there while the mesh is up. */
    public Path adminToken() {
        return run().resolve(AdminToken.FILE);
    }

    public Path mintSocket() {
        return identityRun().resolve("mint.sock");
    }

    /** Where identity-service puts its socket. */
    Path identityRun() {
        return run().resolve("identity");
    }

    /** What destination-service's HTTPS port shows; there once it has started. */
    Path destinationCertificate() {
        return destinationState().resolve(CERTIFICATE);
    }

    /** Where viz-service finds the admin token. */
    Path vizRun() {
        return run().resolve("viz");
    }

    /** Where injector-service finds the admin token. */
    Path injectorRun() {
        return run().resolve("injector");
    }

    /** Where destination-service remembers the cluster addresses it gave to Services. */
    public Path destinationState() {
        return run().resolve("destination");
    }

    /** The private folder of one workload's proxy: key, signing request and token. */
    public Path workload(PodName pod) {
        return root.resolve("workloads").resolve(pod.toString());
    }

    /** One record per network namespace: who made it. */
    Path runners() {
        return run().resolve("runners");
    }

    /** Where files are written that are then renamed into a folder that is not root's. */
    Path aside() {
        return run().resolve("aside");
    }

    /** Where programs leave new AOT caches; there only while they are made. */
    Path training() {
        return run().resolve("training");
    }

    /** An empty folder over which each program's mounts are assembled before they move to {@code /opt}. */
    Path stage() {
        return run().resolve("stage");
    }
}
