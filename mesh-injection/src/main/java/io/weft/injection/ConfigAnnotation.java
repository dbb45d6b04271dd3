package io.weft.injection;

/**
 * The annotations by which a workload shapes its own proxy; every name is quoted here and nowhere else.
 *
 * @see "injection, 5"
 */
public final class ConfigAnnotation {
    private static final String PREFIX = "config.linkerd.io/";

    public static final String SKIP_INBOUND_PORTS = PREFIX + "skip-inbound-ports";
    public static final String SKIP_OUTBOUND_PORTS = PREFIX + "skip-outbound-ports";
    public static final String SKIP_SUBNETS = PREFIX + "skip-subnets";
    public static final String OPAQUE_PORTS = PREFIX + "opaque-ports";
    public static final String DEFAULT_INBOUND_POLICY = PREFIX + "default-inbound-policy";
    public static final String LOG_LEVEL = PREFIX + "proxy-log-level";
    public static final String LOG_FORMAT = PREFIX + "proxy-log-format";
    public static final String LOG_HTTP_HEADERS = PREFIX + "proxy-log-http-headers";
    public static final String OUTBOUND_CONNECT_TIMEOUT = PREFIX + "proxy-outbound-connect-timeout";
    public static final String INBOUND_CONNECT_TIMEOUT = PREFIX + "proxy-inbound-connect-timeout";
    public static final String OUTBOUND_DISCOVERY_CACHE = PREFIX + "proxy-outbound-discovery-cache-unused-timeout";
    public static final String INBOUND_DISCOVERY_CACHE = PREFIX + "proxy-inbound-discovery-cache-unused-timeout";
    public static final String NO_OUTBOUND_DETECT_TIMEOUT = PREFIX + "proxy-disable-outbound-protocol-detect-timeout";
    public static final String NO_INBOUND_DETECT_TIMEOUT = PREFIX + "proxy-disable-inbound-protocol-detect-timeout";
    public static final String METRICS_HOSTNAME_LABELS = PREFIX + "proxy-metrics-hostname-labels";
    public static final String EXTERNAL_PROFILES = PREFIX + "enable-external-profiles";
    public static final String ADMIN_SHUTDOWN = PREFIX + "proxy-admin-shutdown";
    public static final String PROXY_AWAIT = PREFIX + "proxy-await";
    public static final String SHUTDOWN_GRACE_PERIOD = PREFIX + "shutdown-grace-period";
    public static final String IMAGE = PREFIX + "proxy-image";
    public static final String VERSION = PREFIX + "proxy-version";
    public static final String PULL_POLICY = PREFIX + "image-pull-policy";
    public static final String DEBUG_IMAGE = PREFIX + "debug-image";
    public static final String DEBUG_VERSION = PREFIX + "debug-image-version";
    public static final String DEBUG_PULL_POLICY = PREFIX + "debug-image-pull-policy";
    public static final String DEBUG_SIDECAR = PREFIX + "enable-debug-sidecar";
    public static final String CONTROL_PORT = PREFIX + "control-port";
    public static final String ADMIN_PORT = PREFIX + "admin-port";
    public static final String INBOUND_PORT = PREFIX + "inbound-port";
    public static final String OUTBOUND_PORT = PREFIX + "outbound-port";
    public static final String REQUIRE_IDENTITY_PORTS = PREFIX + "proxy-require-identity-inbound-ports";
    public static final String CPU_REQUEST = PREFIX + "proxy-cpu-request";
    public static final String CPU_LIMIT = PREFIX + "proxy-cpu-limit";
    public static final String CPU_RATIO = PREFIX + "proxy-cpu-ratio-limit";
    public static final String MEMORY_REQUEST = PREFIX + "proxy-memory-request";
    public static final String MEMORY_LIMIT = PREFIX + "proxy-memory-limit";
    public static final String STORAGE_REQUEST = PREFIX + "proxy-ephemeral-storage-request";
    public static final String STORAGE_LIMIT = PREFIX + "proxy-ephemeral-storage-limit";
    public static final String PROXY_UID = PREFIX + "proxy-uid";
    public static final String PROXY_GID = PREFIX + "proxy-gid";
    public static final String ACCESS_LOG = PREFIX + "access-log";
    public static final String GATEWAY = PREFIX + "enable-gateway";
    public static final String CLOSE_WAIT_TIMEOUT = PREFIX + "close-wait-timeout";
    public static final String NATIVE_SIDECAR = PREFIX + "proxy-enable-native-sidecar";
    public static final String NATIVE_SIDECAR_BETA = "config.beta.linkerd.io/proxy-enable-native-sidecar";
    public static final String NATIVE_SIDECAR_ALPHA = "config.alpha.linkerd.io/proxy-enable-native-sidecar";
    public static final String WAIT_BEFORE_EXIT = "config.alpha.linkerd.io/proxy-wait-before-exit-seconds";
    public static final String ADDITIONAL_ENV = PREFIX + "proxy-additional-env";

    public static final String TRACE_COLLECTOR = PREFIX + "trace-collector";
    public static final String TRACE_PROTOCOL = PREFIX + "trace-collector-protocol";
    public static final String TRACE_SERVICE = PREFIX + "trace-collector-name";
    public static final String TRACE_ACCOUNT = "config.alpha.linkerd.io/trace-collector-service-account";

    /** What follows is the name of an attribute of the workload's spans. */
    public static final String TRACE_ATTRIBUTE = "resource.opentelemetry.io/";

    private ConfigAnnotation() {}
}
