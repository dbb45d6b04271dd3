package io.weft.kubernetes.resource;

/** The API groups we know by name. */
public final class Groups {
    /** Written as nothing in an {@code apiVersion}; references may also call it {@code core}. */
    public static final String CORE = "";

    public static final String DISCOVERY = "discovery.k8s.io";
    public static final String GATEWAY = "gateway.networking.k8s.io";
    public static final String LINKERD = "linkerd.io";
    public static final String POLICY = "policy.linkerd.io";
    public static final String SPLIT = "split.smi-spec.io";
    public static final String WORKLOAD = "workload.linkerd.io";
    /** Ours alone. */
    public static final String WEFT = "weft.io";

    private static final String CORE_IN_WORDS = "core";

    private Groups() {}

    /** Whether a reference's group means {@code group}: letter case does not count, {@code core} is the empty group. */
    static boolean same(String group, String written) {
        String plain = written.equalsIgnoreCase(CORE_IN_WORDS) ? CORE : written;
        return plain.equalsIgnoreCase(group);
    }
}
