package io.weft.cli.viz;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.MachineException;
import java.util.Optional;

/**
 * The viz of a cluster, asked at a port of its pod, past its sidecar: whoever may forward that port may ask.
 *
 * @param pod of metrics-api
 */
record ClusterViz(Cluster cluster, ClusterObject pod) implements VizApi {
    private static final int PORT = 8084;

    /** Empty if there is none that is ready. */
    static Optional<ClusterViz> find(Cluster cluster, VizNamespace where) {
        return where.in(cluster).stream()
                .flatMap(namespace -> cluster.list(ClusterKind.POD, namespace, "component=metrics-api").stream())
                .filter(pod -> pod.isReady() && !pod.isLeaving())
                .findFirst()
                .map(pod -> new ClusterViz(cluster, pod));
    }

    /** What is said where one is needed. */
    static MachineException missing() {
        return new MachineException("viz is not in this cluster, or not ready: linkerd viz check, linkerd viz install");
    }

    @Override
    public String get(String pathAndQuery) {
        return cluster.fetch(pod, PORT, pathAndQuery);
    }
}
