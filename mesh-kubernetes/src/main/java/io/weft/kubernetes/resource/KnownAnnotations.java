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

    /** On a Service or route: statuses of HTTP that are tried again. */
    public static final String RETRY_HTTP = "retry.linkerd.io/http";

    /** On a Service or route: ends of gRPC calls that are tried again. */
    public static final String RETRY_GRPC = "retry.linkerd.io/grpc";

    /** On a Service or route: how often. */
    public static final String RETRY_LIMIT = "retry.linkerd.io/limit";

    /** On a Service or route: how long one try may take. */
    public static final String RETRY_TIMEOUT = "retry.linkerd.io/timeout";

    /** On a Service or route: how long the whole may take. */
    public static final String TIMEOUT_REQUEST = "timeout.linkerd.io/request";

    /** On a Service or route: how long the answer may take once the request has ended. */
    public static final String TIMEOUT_RESPONSE = "timeout.linkerd.io/response";

    /** On a Service or route: how long nothing may pass. */
    public static final String TIMEOUT_IDLE = "timeout.linkerd.io/idle";

    /** On a Service: what makes an endpoint rest, {@code consecutive} or {@code unified}. */
    public static final String FAILURE_ACCRUAL = "balancer.linkerd.io/failure-accrual";

    /** Beside it: how many failures in a row. */
    public static final String ACCRUAL_MAX_FAILURES = FAILURE_ACCRUAL + "-consecutive-max-failures";

    /** Beside it: for how long at first. */
    public static final String ACCRUAL_MIN_PENALTY = FAILURE_ACCRUAL + "-consecutive-min-penalty";

    /** Beside it: for how long at most. */
    public static final String ACCRUAL_MAX_PENALTY = FAILURE_ACCRUAL + "-consecutive-max-penalty";

    /** Beside it: how much longer or shorter by chance. */
    public static final String ACCRUAL_JITTER = FAILURE_ACCRUAL + "-consecutive-jitter-ratio";

    private static final String ALPHA = "balancer.alpha.linkerd.io/";

    private static final String ALPHA_ACCRUAL = ALPHA + "failure-accrual";

    /** Beside it: how many of the requests must succeed. */
    public static final String ACCRUAL_SUCCESS_RATE = ALPHA_ACCRUAL + "-success-rate-threshold";

    /** Beside it: over which time. */
    public static final String ACCRUAL_WINDOW = ALPHA_ACCRUAL + "-success-rate-window";

    /** Beside it: from how many requests on. */
    public static final String ACCRUAL_MIN_REQUESTS = ALPHA_ACCRUAL + "-success-rate-min-requests";

    /** Beside it: whether answers may ask for a longer rest. */
    public static final String ACCRUAL_HONOR_RETRY_AFTER = ALPHA_ACCRUAL + "-honor-retry-after";

    /** On a Service: whether a replica whose answers fail looks slow to whoever chooses one. */
    public static final String PENALIZE_FAILURES = ALPHA + "penalize-failures";

    /** Beside it: how slow at least. */
    public static final String LOAD_PENALTY = ALPHA + "load-biaser-penalty";

    /** Beside it: how slow at most, where the replica says for how long it is to be left alone. */
    public static final String LOAD_MAX_RETRY_AFTER = ALPHA + "load-biaser-max-retry-after";

    /** On a ServiceProfile: no TrafficSplit adds to it. */
    public static final String SKIP_SPLIT = "smi.linkerd.io/skip";

    /** On a pod of {@code linkerd run}: process id of its runner. */
    public static final String PID = "weft.io/pid";

    /** On a pod of {@code linkerd run}: when that process started (field 22 of {@code /proc/PID/stat}). */
    public static final String START_TIME = "weft.io/start-time";

    private KnownAnnotations() {}
}
