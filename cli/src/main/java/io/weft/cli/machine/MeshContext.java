package io.weft.cli.machine;

import io.weft.kubernetes.feed.folder.FolderFeed;
import io.weft.kubernetes.feed.folder.FolderSettings;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the workloads of one runner share: where the mesh is, its names, and identity-service's socket.
 *
 * @param controlPlaneNamespace for instance {@code linkerd}
 */
record MeshContext(
        MeshDirectory directory,
        Installation installation,
        String controlPlaneNamespace,
        MeshNames names,
        Mint mint,
        InstantSource clock)
        implements AutoCloseable {
    /** What the names of Services, and identities, end with. */
    static final String CLUSTER_DOMAIN = "cluster.local";

    static MeshContext open(MeshDirectory directory, Installation installation, String controlPlaneNamespace) {
        FolderFeed feed = new FolderFeed(new FolderSettings(directory.manifests(), Optional.empty()));
        MeshNames names = new MeshNames(feed, directory.destinationState());
        names.start();
        return new MeshContext(
                directory,
                installation,
                controlPlaneNamespace,
                names,
                new Mint(directory.mintSocket()),
                InstantSource.system());
    }

    /** The same mesh, with programs from elsewhere. */
    MeshContext with(Installation other) {
        return new MeshContext(directory, other, controlPlaneNamespace, names, mint, clock);
    }

    @Override
    public void close() {
        mint.close();
        names.close();
    }
}
