package io.weft.cli.check;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked at where the mesh is a folder on one machine, in this order. Categories and checks that Linkerd has too keep
 * their names and places.
 *
 * @see "cli, 4"
 */
final class FolderModeChecks {
    private final MeshView mesh;
    private final InstantSource clock;

    FolderModeChecks(MeshView mesh, InstantSource clock) {
        this.mesh = mesh;
        this.clock = clock;
    }

    /** Before there is a mesh. */
    List<CheckGroup> before() {
        return List.of(new MachineChecks(mesh).group());
    }

    /**
     * Of a mesh that is up.
     *
     * @param namespace of the workloads to look at; empty: all
     * @param dataPlane whether there must be workloads
     */
    List<CheckGroup> all(String namespace, boolean dataPlane) {
        ControlPlaneChecks controlPlane = new ControlPlaneChecks(mesh);
        List<CheckGroup> groups = new ArrayList<>();
        groups.add(new MachineChecks(mesh).group());
        groups.add(new ManifestChecks(mesh).group());
        groups.add(controlPlane.existence());
        groups.add(IdentityChecks.of(mesh.directory(), clock).group());
        groups.add(controlPlane.version());
        groups.add(controlPlane.proxies());
        groups.add(new DataPlaneChecks(mesh, namespace).group(dataPlane));
        return groups;
    }
}
