package io.weft.destination.answers;

/** Names a pod or a machine outside the cluster that owns a proxy. */
public record WorkloadId(Kind kind, String namespace, String name) implements Subject {
    /** What sort of workload it is. */
    public enum Kind {
        POD,
        EXTERNAL_WORKLOAD
    }

    public static WorkloadId pod(String namespace, String name) {
        return new WorkloadId(Kind.POD, namespace, name);
    }

    public static WorkloadId external(String namespace, String name) {
        return new WorkloadId(Kind.EXTERNAL_WORKLOAD, namespace, name);
    }

    @Override
    public String toString() {
        return (kind == Kind.POD ? "pod " : "external workload ") + namespace + "/" + name;
    }
}
