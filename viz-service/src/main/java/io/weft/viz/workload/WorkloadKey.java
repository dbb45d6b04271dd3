package io.weft.viz.workload;

/**
 * Names a workload, or the service mirror that is one.
 *
 * @param kind {@code pod} or {@code external_workload}; {@code service_mirror} for what such a pod tells beside its sidecar
 */
public record WorkloadKey(String namespace, String kind, String name) {
    private static final String SERVICE_MIRROR = "service_mirror";

    /** The program in this pod. */
    public WorkloadKey asServiceMirror() {
        return new WorkloadKey(namespace, SERVICE_MIRROR, name);
    }

    /** Whether no sidecar is meant. */
    public boolean isServiceMirror() {
        return kind.equals(SERVICE_MIRROR);
    }
}
