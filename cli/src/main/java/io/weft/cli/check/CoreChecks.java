package io.weft.cli.check;

import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.Cluster;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Patience;
import io.weft.cli.machine.Pause;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import io.weft.core.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Whether a mesh is well enough to add something to it. */
public final class CoreChecks {
    private CoreChecks() {}

    /**
     * Returns if the control plane is well, or becomes so.
     *
     * @param patience how long to wait for what may become ready
     * @param console told what is waited for, and what is wrong, on standard error
     * @throws MachineException if it is not
     */
    public static void require(Cluster cluster, String controlPlane, Duration patience, Console console) {
        Releases own = new Releases(Versions.own(), Versions.own());
        List<CheckGroup> groups = new ClusterModeChecks(
                        new ClusterMesh(() -> cluster, controlPlane), own, InstantSource.system())
                .controlPlane();
        if (!new CheckRunner(new Patience(patience, Ticker.system(), Pause::lasting), new FailuresOnly(console))
                .run(groups)) {
            throw new MachineException("the mesh is not well: see linkerd check, or give --skip-checks");
        }
    }

    /** Standard output is for manifests. */
    private record FailuresOnly(Console console) implements CheckReport {
        @Override
        public void waiting(Check check, String error) {
            console.note("waiting until " + check.description());
        }

        @Override
        public void group(GroupResult group) {
            group.checks().stream()
                    .filter(result -> result.grade() == CheckResult.Grade.error)
                    .forEach(result -> console.note(result.description() + ": " + result.error()));
        }

        @Override
        public void end(boolean success) {
            // who asked says it
        }
    }
}
