package io.weft.cli.diagnostics;

import java.time.Duration;
import java.util.List;

/** What can be asked of a running mesh. */
interface MeshInside extends AutoCloseable {
    /**
     * The answer of destination-service's admin API, JSON.
     *
     * @param pathAndQuery with its leading slash; encoded
     * @throws io.weft.cli.machine.MachineException if it refuses or is away; the message says why
     */
    String destination(String pathAndQuery);

    /** As {@link #destination}, but of identity-service. */
    String identity(String pathAndQuery);

    /** As {@link #destination}, but of viz-service. */
    String viz(String pathAndQuery);

    /** The pods of workloads and control plane alike, sorted by namespace and name. */
    List<Pod> pods();

    /** The services of the control plane. */
    List<Pod> services();

    /**
     * The metrics page on a port of a pod.
     *
     * @throws RuntimeException if none can be had in time
     */
    String metrics(Pod pod, int port, Duration patience);

    /** Nothing is asked any more. */
    @Override
    default void close() {}

    /**
     * One pod.
     *
     * @param workload what it belongs to, or the pod's own name
     * @param network its network namespace; empty in a cluster
     */
    record Pod(String namespace, String name, String workload, String network) {}
}
