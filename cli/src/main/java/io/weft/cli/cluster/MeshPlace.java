package io.weft.cli.cluster;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.UpState;

/** Whether a command that knows both is about the mesh on this machine or one in a cluster. */
public final class MeshPlace {
    private MeshPlace() {}

    /**
     * Whoever names a place means it; else a mesh that is up on this machine, else the cluster kubectl would find.
     *
     * @throws MachineException if both are named
     */
    public static boolean isCluster(DirectoryOption directory, ClusterOptions cluster) {
        if (cluster.isGiven()) {
            if (directory.isOption()) {
                throw new MachineException("--dir means this machine and --context a cluster: give one of them");
            }
            return true;
        }
        return !directory.isNamed()
                && cluster.isConfigured()
                && UpState.read(directory.locate()).isEmpty();
    }
}
