package io.weft.kubernetes.resource;

/** Annotations the control plane reads. */
public final class KnownAnnotations {
    /** On a pod: an {@link AccessPolicy} for its ports without a Server. */
    public static final String DEFAULT_INBOUND_POLICY = "config.linkerd.io/default-inbound-policy";

    /** On a pod: ports whose default policy asks for a mesh identity. */
    public static final String REQUIRE_IDENTITY_INBOUND_PORTS =
            "config.linkerd.io/proxy-require-identity-inbound-ports";

    /** On a pod or Service: ports forwarded without looking inside. */
    public static final String OPAQUE_PORTS = "config.linkerd.io/opaque-ports";

    /** On a pod: ports that do not pass its sidecar. */
    public static final String SKIP_INBOUND_PORTS = "config.linkerd.io/skip-inbound-ports";

    /** On a ServiceProfile: no TrafficSplit adds to it. */
    public static final String SKIP_SPLIT = "smi.linkerd.io/skip";

    /** On a pod of {@code linkerd run}: process id of its runner. */
    public static final String PID = "weft.io/pid";

    /** On a pod of {@code linkerd run}: when that process started (field 22 of {@code /proc/PID/stat}). */
    public static final String START_TIME = "weft.io/start-time";

    private KnownAnnotations() {}
}
