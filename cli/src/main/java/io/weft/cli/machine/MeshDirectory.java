package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory that is one mesh, and where things are in it.
 *
 * @param root the directory's real path
 * @see "one-machine, Directory"
 */
public record MeshDirectory(Path root) {
    private static final int HASH_DIGITS = 8;

    /**
     * The directory asked for, else {@code $WEFT_DIR}, else {@code ~/.linkerd2/mesh}. It is created if absent, so that its
     * real path can be known.
     *
     * @param asked from the command line
     */
    public static MeshDirectory resolve(@Nullable Path asked, Map<String, String> environment) {
        Path path = path(asked, environment);
        try {
            Folders.create(path, "rwxr-xr-x");
            return new MeshDirectory(path.toRealPath());
        } catch (IOException e) {
            throw new MachineException("cannot use " + path + " as the mesh's directory: " + e, e);
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

    /** Creates every folder that is missing, with the owner and mode the design gives it. */
    public void prepare() {
        try {
            Folders.create(manifests(), "rwxr-xr-x");
            Folders.create(run(), "rwx------");
            Folders.create(logs(), "rwx------");
            Folders.create(runners(), "rwx------");
            Folders.create(stage(), "rwx------");
            Folders.create(root.resolve("workloads"), "rwx--x--x");
            Folders.createOwned(identity(), "rwx------", User.CONTROL_PLANE);
            Folders.createOwned(identityRun(), "rwx------", User.CONTROL_PLANE);
            Folders.createOwned(destinationState(), "rwx------", User.CONTROL_PLANE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + root, e);
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

    public Path mintSocket() {
        return identityRun().resolve("mint.sock");
    }

    /** Where identity-service puts its socket. */
    Path identityRun() {
        return run().resolve("identity");
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

    /** Where programs leave new AOT caches; there only while they are made. */
    Path training() {
        return run().resolve("training");
    }

    /** An empty folder over which each program's mounts are assembled before they move to {@code /mnt}. */
    Path stage() {
        return run().resolve("stage");
    }
}
