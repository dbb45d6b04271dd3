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

    private ConfigAnnotation() {}
}
