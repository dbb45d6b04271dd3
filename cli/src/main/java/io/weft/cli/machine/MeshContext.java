package io.weft.cli.machine;

import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the workloads of one runner share: where the mesh is, its names, and identity-service's socket.
 *
 * @param controlPlaneNamespace for instance {@code linkerd}
 * @param traceRatio of requests that belong to no trace, how many begin one; from 0 to 1
 */
record MeshContext(
        MeshDirectory directory,
        Installation installation,
        String controlPlaneNamespace,
        double traceRatio,
        MeshNames names,
        Mint mint,
        InstantSource clock)
        implements AutoCloseable {
    /** What the names of Services, and identities, end with. */
    static final String CLUSTER_DOMAIN = "cluster.local";

    static MeshContext open(
            MeshDirectory directory, Installation installation, String controlPlaneNamespace, double traceRatio) {
        FolderFeed feed = new FolderFeed(new FolderSettings(directory.manifests(), Optional.empty()));
        MeshNames names = new MeshNames(feed, directory.destinationState());
        names.start();
        return new MeshContext(
                directory,
                installation,
                controlPlaneNamespace,
                traceRatio,
                names,
                new Mint(directory.mintSocket()),
                InstantSource.system());
    }

    /** The same mesh, with programs from elsewhere. */
    MeshContext with(Installation other) {
        return new MeshContext(directory, other, controlPlaneNamespace, traceRatio, names, mint, clock);
    }

    @Override
    public void close() {
        mint.close();
        names.close();
    }
}
