package io.weft.cli.diagnostics;

import java.security.cert.X509Certificate;
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
    default List<Pod> pods() {
        return pods("");
    }

    /**
     * As {@link #pods()}, but those with certain labels only.
     *
     * @param selector as Kubernetes writes it, {@code app=web,tier}; empty: all
     * @throws io.weft.cli.machine.MachineException if it cannot be read
     */
    List<Pod> pods(String selector);

    /** The services of the control plane. */
    List<Pod> services();

    /**
     * A page on a port of a pod, past its sidecar.
     *
     * @param path with its leading slash
     * @throws RuntimeException if none can be had in time
     */
    String page(Pod pod, int port, String path, Duration patience);

    /** The metrics page on a port of a pod; else as {@link #page}. */
    default String metrics(Pod pod, int port, Duration patience) {
        return page(pod, port, "/metrics", patience);
    }

    /**
     * The certificates that a pod's sidecar shows who asks for {@code name} on its admin port, its own first. Nobody judges them.
     *
     * @throws io.weft.cli.machine.MachineException if it shows none in time
     */
    List<X509Certificate> shown(Pod pod, String name, Duration patience);

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
