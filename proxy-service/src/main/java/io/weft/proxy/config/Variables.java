package io.weft.proxy.config;

import static io.weft.proxy.config.Formats.*;
import static io.weft.proxy.config.Variable.Standing.*;

import io.weft.core.Authority;
import io.weft.core.Network;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ProxyConfig.AccessLogFormat;
import io.weft.proxy.config.ProxyConfig.LogFormat;
import io.weft.proxy.config.Variable.Standing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every variable the proxy knows: name, format, default.
 *
 * @see "proxy-env, 2: All variables"
 */
final class Variables {
    private static final List<Variable<?>> TABLE = new ArrayList<>(); // filled by the constants below, then left alone

    // Listeners and general
    static final Variable<List<InetSocketAddress>> OUTBOUND_LISTEN_ADDRS =
            optional("OUTBOUND_LISTEN_ADDRS", SOCKET_ADDRS);
    static final Variable<InetSocketAddress> OUTBOUND_LISTEN_ADDR =
            optional("OUTBOUND_LISTEN_ADDR", SOCKET_ADDR, "127.0.0.1:4140");
    static final Variable<InetSocketAddress> INBOUND_LISTEN_ADDR =
            optional("INBOUND_LISTEN_ADDR", SOCKET_ADDR, "0.0.0.0:4143");
    static final Variable<InetSocketAddress> CONTROL_LISTEN_ADDR =
            optional("CONTROL_LISTEN_ADDR", SOCKET_ADDR, "0.0.0.0:4190");
    static final Variable<InetSocketAddress> ADMIN_LISTEN_ADDR =
            optional("ADMIN_LISTEN_ADDR", SOCKET_ADDR, "127.0.0.1:4191");
    static final Variable<Boolean> SHUTDOWN_ENDPOINT_ENABLED = optional("SHUTDOWN_ENDPOINT_ENABLED", BOOL, "false");
    static final Variable<Duration> SHUTDOWN_GRACE_PERIOD = optional("SHUTDOWN_GRACE_PERIOD", DURATION, "2m");
    static final Variable<Duration> METRICS_RETAIN_IDLE = optional("METRICS_RETAIN_IDLE", DURATION, "10m");
    static final Variable<Boolean> INGRESS_MODE = optional("INGRESS_MODE", BOOL, "false");
    static final Variable<Integer> CORES = lenient("CORES", INTEGER);
    static final Variable<Integer> CORES_MIN = lenient("CORES_MIN", INTEGER);
    static final Variable<Integer> CORES_MAX = lenient("CORES_MAX", INTEGER);
    static final Variable<Double> CORES_MAX_RATIO = lenient("CORES_MAX_RATIO", RATIO);
    static final Variable<String> LOG = optional("LOG", LOG_FILTER, "warn,linkerd=info,hickory=error");
    static final Variable<LogFormat> LOG_FORMAT = optional("LOG_FORMAT", oneOf(true, LogFormat.WORDS), "plain");
    static final Variable<AccessLogFormat> ACCESS_LOG = optional("ACCESS_LOG", oneOf(false, AccessLogFormat.WORDS));

    // TCP and HTTP
    static final Variable<Duration> INBOUND_DETECT_TIMEOUT = optional("INBOUND_DETECT_TIMEOUT", DURATION, "10s");
    static final Variable<Duration> OUTBOUND_DETECT_TIMEOUT = optional("OUTBOUND_DETECT_TIMEOUT", DURATION, "10s");
    static final Variable<Duration> INBOUND_CONNECT_TIMEOUT = optional("INBOUND_CONNECT_TIMEOUT", DURATION, "300ms");
    static final Variable<Duration> OUTBOUND_CONNECT_TIMEOUT = optional("OUTBOUND_CONNECT_TIMEOUT", DURATION, "1s");
    static final BackoffVariables INBOUND_CONNECT_BACKOFF =
            backoff("INBOUND_CONNECT", new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 0.1));
    static final BackoffVariables OUTBOUND_CONNECT_BACKOFF =
            backoff("OUTBOUND_CONNECT", new Backoff(Duration.ofMillis(100), Duration.ofSeconds(60), 0.1));
    static final Variable<Duration> INBOUND_ACCEPT_KEEPALIVE = optional("INBOUND_ACCEPT_KEEPALIVE", DURATION);
    static final Variable<Duration> OUTBOUND_ACCEPT_KEEPALIVE = optional("OUTBOUND_ACCEPT_KEEPALIVE", DURATION);
    static final Variable<Duration> INBOUND_CONNECT_KEEPALIVE = optional("INBOUND_CONNECT_KEEPALIVE", DURATION);
    static final Variable<Duration> OUTBOUND_CONNECT_KEEPALIVE = optional("OUTBOUND_CONNECT_KEEPALIVE", DURATION);
    static final Variable<Duration> INBOUND_ACCEPT_USER_TIMEOUT = optional("INBOUND_ACCEPT_USER_TIMEOUT", DURATION);
    static final Variable<Duration> OUTBOUND_ACCEPT_USER_TIMEOUT = optional("OUTBOUND_ACCEPT_USER_TIMEOUT", DURATION);
    static final Variable<Duration> INBOUND_CONNECT_USER_TIMEOUT = optional("INBOUND_CONNECT_USER_TIMEOUT", DURATION);
    static final Variable<Duration> OUTBOUND_CONNECT_USER_TIMEOUT = optional("OUTBOUND_CONNECT_USER_TIMEOUT", DURATION);
    static final Variable<Integer> INBOUND_TCP_LISTEN_BACKLOG = optional("INBOUND_TCP_LISTEN_BACKLOG", INTEGER);
    static final Variable<Integer> OUTBOUND_TCP_LISTEN_BACKLOG = optional("OUTBOUND_TCP_LISTEN_BACKLOG", INTEGER);
    static final Variable<Integer> INBOUND_HTTP_QUEUE_CAPACITY =
            optional("INBOUND_HTTP_QUEUE_CAPACITY", INTEGER, "10000");
    static final Variable<Duration> INBOUND_HTTP_FAILFAST_TIMEOUT =
            optional("INBOUND_HTTP_FAILFAST_TIMEOUT", DURATION, "1s");
    static final Variable<Integer> OUTBOUND_HTTP_QUEUE_CAPACITY =
            optional("OUTBOUND_HTTP_QUEUE_CAPACITY", INTEGER, "10000");
    static final Variable<Duration> OUTBOUND_HTTP_FAILFAST_TIMEOUT =
            optional("OUTBOUND_HTTP_FAILFAST_TIMEOUT", DURATION, "3s");
    static final Variable<Integer> OUTBOUND_TCP_QUEUE_CAPACITY =
            optional("OUTBOUND_TCP_QUEUE_CAPACITY", INTEGER, "10000");
    static final Variable<Duration> OUTBOUND_TCP_FAILFAST_TIMEOUT =
            optional("OUTBOUND_TCP_FAILFAST_TIMEOUT", DURATION, "3s");
    static final Variable<Integer> INBOUND_MAX_IN_FLIGHT = optional("INBOUND_MAX_IN_FLIGHT", INTEGER, "100000");
    static final Variable<Integer> OUTBOUND_MAX_IN_FLIGHT = optional("OUTBOUND_MAX_IN_FLIGHT", INTEGER, "100000");
    static final Variable<Integer> INBOUND_MAX_IDLE_CONNS_PER_ENDPOINT =
            optional("MAX_IDLE_CONNS_PER_ENDPOINT", INTEGER, "10000"); // no INBOUND_ in its name
    static final Variable<Integer> OUTBOUND_MAX_IDLE_CONNS_PER_ENDPOINT =
            optional("OUTBOUND_MAX_IDLE_CONNS_PER_ENDPOINT", INTEGER, "10000");
    static final Variable<Duration> INBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT =
            optional("INBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT", DURATION, "3s");
    static final Variable<Duration> OUTBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT =
            optional("OUTBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT", DURATION, "3s");
    static final Variable<Integer> HTTP2_INITIAL_STREAM_WINDOW_SIZE =
            optional("HTTP2_INITIAL_STREAM_WINDOW_SIZE", INTEGER, "65535");
    static final Variable<Integer> HTTP2_INITIAL_CONNECTION_WINDOW_SIZE =
            optional("HTTP2_INITIAL_CONNECTION_WINDOW_SIZE", INTEGER, "1048576");
    static final Http2ServerVariables INBOUND_SERVER_HTTP2 = http2Server("INBOUND_SERVER_HTTP2");
    static final Http2ServerVariables OUTBOUND_SERVER_HTTP2 = http2Server("OUTBOUND_SERVER_HTTP2");
    static final Variable<Boolean> OUTBOUND_DISABLE_INFORMATIONAL_HEADERS =
            optional("OUTBOUND_DISABLE_INFORMATIONAL_HEADERS", BOOL); // default: INGRESS_MODE

    static final Variable<Path> OUTBOUND_TLS_ROOTS =
            optional("OUTBOUND_TLS_ROOTS", Format.of("a readable, non-empty file", Places::filledFile)); // ours

    // Discovery
    static final Variable<Authority> DESTINATION_SVC_ADDR = required("DESTINATION_SVC_ADDR", ADDR);
    static final Variable<WorkloadIdentity> DESTINATION_SVC_NAME = optional("DESTINATION_SVC_NAME", IDENTITY);
    static final Variable<String> DESTINATION_CONTEXT = optional("DESTINATION_CONTEXT", TEXT, "");
    static final Variable<List<String>> DESTINATION_PROFILE_SUFFIXES =
            optional("DESTINATION_PROFILE_SUFFIXES", SUFFIXES, "svc.cluster.local.");
    static final Variable<List<Network>> DESTINATION_PROFILE_NETWORKS =
            optional("DESTINATION_PROFILE_NETWORKS", NETWORKS);
    static final Variable<Duration> DESTINATION_PROFILE_INITIAL_TIMEOUT =
            notYet("DESTINATION_PROFILE_INITIAL_TIMEOUT", DURATION, "500ms");
    static final Variable<Duration> OUTBOUND_DISCOVERY_IDLE_TIMEOUT =
            optional("OUTBOUND_DISCOVERY_IDLE_TIMEOUT", DURATION, "5s");
    static final Variable<Duration> INBOUND_DISCOVERY_IDLE_TIMEOUT =
            optional("INBOUND_DISCOVERY_IDLE_TIMEOUT", DURATION, "90s");
    static final Variable<Duration> CONTROL_STREAM_INITIAL_TIMEOUT =
            optional("CONTROL_STREAM_INITIAL_TIMEOUT", DURATION_OR_EMPTY);
    static final Variable<Duration> CONTROL_STREAM_IDLE_TIMEOUT =
            optional("CONTROL_STREAM_IDLE_TIMEOUT", DURATION_OR_EMPTY);
    static final Variable<Duration> CONTROL_STREAM_LIFETIME = optional("CONTROL_STREAM_LIFETIME", DURATION_OR_EMPTY);
    static final Variable<Duration> DNS_MIN_TTL = notYet("DNS_MIN_TTL", DURATION);
    static final Variable<Duration> DNS_MAX_TTL = notYet("DNS_MAX_TTL", DURATION);

    // Policy
    static final Variable<Authority> POLICY_SVC_ADDR = required("POLICY_SVC_ADDR", ADDR);
    static final Variable<WorkloadIdentity> POLICY_SVC_NAME = optional("POLICY_SVC_NAME", IDENTITY);
    static final Variable<String> POLICY_WORKLOAD = required("POLICY_WORKLOAD", NON_EMPTY);
    static final Variable<List<Network>> POLICY_CLUSTER_NETWORKS = optional("POLICY_CLUSTER_NETWORKS", NETWORKS);
    static final Variable<DefaultPolicy> INBOUND_DEFAULT_POLICY =
            optional("INBOUND_DEFAULT_POLICY", oneOf(false, DefaultPolicy.WORDS), "all-unauthenticated");
    static final Variable<PortSet> INBOUND_PORTS = optional("INBOUND_PORTS", PORTS, "");
    static final Variable<PortSet> INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION =
            optional("INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION", PORTS, "");
    static final Variable<PortSet> INBOUND_PORTS_REQUIRE_IDENTITY = notYet("INBOUND_PORTS_REQUIRE_IDENTITY", PORTS, "");
    static final Variable<PortSet> INBOUND_PORTS_REQUIRE_TLS = notYet("INBOUND_PORTS_REQUIRE_TLS", PORTS, "");
    static final Variable<Set<InetAddress>> INBOUND_IPS = optional("INBOUND_IPS", IPS);
    static final Variable<String> INBOUND_GATEWAY_SUFFIXES =
            optional("INBOUND_GATEWAY_SUFFIXES", refused("this version is no gateway between clusters"));

    // Identity
    static final Variable<Path> IDENTITY_DIR =
            required("IDENTITY_DIR", Format.of("an existing directory", Places::directory));
    static final Variable<List<X509Certificate>> IDENTITY_TRUST_ANCHORS = required(
            "IDENTITY_TRUST_ANCHORS",
            Format.of("PEM text with at least one certificate (the text, not a path)", TrustAnchors::parse)
                    .hidden());
    static final Variable<Path> IDENTITY_TOKEN_FILE =
            required("IDENTITY_TOKEN_FILE", Format.of("a readable, non-empty file", Places::filledFile));
    static final Variable<WorkloadIdentity> IDENTITY_LOCAL_NAME = optional("IDENTITY_LOCAL_NAME", IDENTITY);
    static final Variable<WorkloadIdentity> IDENTITY_SERVER_ID = optional("IDENTITY_SERVER_ID", IDENTITY);
    static final Variable<WorkloadIdentity> IDENTITY_SERVER_NAME = optional("IDENTITY_SERVER_NAME", IDENTITY);
    static final Variable<Authority> IDENTITY_SVC_ADDR = required("IDENTITY_SVC_ADDR", ADDR);
    static final Variable<WorkloadIdentity> IDENTITY_SVC_NAME = optional("IDENTITY_SVC_NAME", IDENTITY);
    static final Variable<Duration> IDENTITY_MIN_REFRESH = optional("IDENTITY_MIN_REFRESH", DURATION, "10s");
    static final Variable<Duration> IDENTITY_MAX_REFRESH = optional("IDENTITY_MAX_REFRESH", DURATION, "24h");
    static final Variable<String> IDENTITY_SPIRE_WORKLOAD_API_ADDRESS = optional(
            "IDENTITY_SPIRE_WORKLOAD_API_ADDRESS",
            refused("this version has no SPIRE; certify with IDENTITY_SVC_ADDR"));
    static final Variable<String> IDENTITY_SPIRE_SOCKET =
            optional("IDENTITY_SPIRE_SOCKET", refused("this version has no SPIRE; certify with IDENTITY_SVC_ADDR"));
    static final BackoffVariables IDENTITY_SPIRE_BACKOFF = spireBackoff();
    static final Variable<String> IDENTITY_DISABLED =
            optional("IDENTITY_DISABLED", refused("identity cannot be disabled"));

    // Telemetry
    static final Variable<WorkloadIdentity> TAP_SVC_NAME = optional("TAP_SVC_NAME", IDENTITY);
    static final Variable<Authority> TRACE_COLLECTOR_SVC_ADDR = optional("TRACE_COLLECTOR_SVC_ADDR", ADDR);
    static final Variable<WorkloadIdentity> TRACE_COLLECTOR_SVC_NAME = optional("TRACE_COLLECTOR_SVC_NAME", IDENTITY);
    static final Variable<String> TRACE_SERVICE_NAME = optional("TRACE_SERVICE_NAME", TEXT);
    static final Variable<String> TRACE_ATTRIBUTES_PATH = optional("TRACE_ATTRIBUTES_PATH", TEXT);
    static final Variable<String> TRACE_EXTRA_ATTRIBUTES = optional("TRACE_EXTRA_ATTRIBUTES", TEXT, "");
    static final Variable<String> OTEL_RESOURCE_ATTRIBUTES = optional("OTEL_RESOURCE_ATTRIBUTES", TEXT, "");
    static final Variable<String> HOSTNAME = optional(Variable.HOST, TEXT);
    static final Variable<Double> TRACE_ROOT_RATIO = optional("TRACE_ROOT_RATIO", SHARE, "0"); // ours
    static final Variable<Boolean> OUTBOUND_METRICS_HOSTNAME_LABELS =
            notYet("OUTBOUND_METRICS_HOSTNAME_LABELS", BOOL, "false");
    static final Variable<Boolean> INBOUND_METRICS_AUTHORITY_LABELS =
            notYet("INBOUND_METRICS_AUTHORITY_LABELS", oneOf(false, Map.of("", false, "unsafe", true)), "");
    static final Variable<String> TRACE_ANNOTATIONS_PATH = inert("TRACE_ANNOTATIONS_PATH");
    static final Variable<String> TRACE_PROTOCOL = inert("TRACE_PROTOCOL");

    // Set where the program was built
    static final Variable<String> VERSION = inert("VERSION");
    static final Variable<String> VENDOR = inert("VENDOR");
    static final Variable<String> BUILD_DATE = inert("BUILD_DATE");

    /** The three variables of a backoff. */
    record BackoffVariables(
            Variable<Duration> min, Variable<Duration> max, Variable<Double> jitter, Backoff fallback) {}

    /** What can be set of an HTTP/2 server. */
    record Http2ServerVariables(
            Variable<Integer> streamWindow,
            Variable<Integer> connectionWindow,
            Variable<Duration> keepAliveInterval,
            Variable<Duration> keepAliveTimeout,
            Variable<Integer> maxConcurrentStreams,
            Variable<Integer> maxFrameSize,
            Variable<Integer> maxHeaderListSize) {}

    private Variables() {}

    /** In the order of the sheet. */
    static List<Variable<?>> all() {
        return List.copyOf(TABLE);
    }

    private static BackoffVariables backoff(String base, Backoff fallback) {
        return new BackoffVariables(
                optional(base + "_EXP_BACKOFF_MIN", DURATION),
                optional(base + "_EXP_BACKOFF_MAX", DURATION),
                optional(base + "_EXP_BACKOFF_JITTER", JITTER),
                fallback);
    }

    /** The prefix really stands in these names twice. */
    private static BackoffVariables spireBackoff() {
        String base = Variable.PREFIX + "IDENTITY_SPIRE";
        return new BackoffVariables(
                notYet(base + "_EXP_BACKOFF_MIN", DURATION),
                notYet(base + "_EXP_BACKOFF_MAX", DURATION),
                notYet(base + "_EXP_BACKOFF_JITTER", JITTER),
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0.1));
    }

    private static Http2ServerVariables http2Server(String base) {
        notYet(base + "_ADAPTIVE_FLOW_CONTROL", BOOL, "false");
        notYet(base + "_MAX_PENDING_ACCEPT_RESET_STREAMS", INTEGER);
        notYet(base + "_MAX_SEND_BUF_SIZE", INTEGER);
        return new Http2ServerVariables(
                optional(base + "_INITIAL_STREAM_WINDOW_SIZE", INTEGER),
                optional(base + "_INITIAL_CONNECTION_WINDOW_SIZE", INTEGER),
                optional(base + "_KEEP_ALIVE_INTERVAL", DURATION),
                optional(base + "_KEEP_ALIVE_TIMEOUT", DURATION),
                optional(base + "_MAX_CONCURRENT_STREAMS", INTEGER),
                optional(base + "_MAX_FRAME_SIZE", FRAME_SIZE),
                optional(base + "_MAX_HEADER_LIST_SIZE", INTEGER));
    }

    private static <T> Variable<T> required(String suffix, Format<T> format) {
        return add(suffix, format, Optional.empty(), REQUIRED);
    }

    private static <T> Variable<T> optional(String suffix, Format<T> format) {
        return add(suffix, format, Optional.empty(), OPTIONAL);
    }

    private static <T> Variable<T> optional(String suffix, Format<T> format, String fallback) {
        return add(suffix, format, Optional.of(fallback), OPTIONAL);
    }

    private static <T> Variable<T> lenient(String suffix, Format<T> format) {
        return add(suffix, format, Optional.empty(), LENIENT);
    }

    private static <T> Variable<T> notYet(String suffix, Format<T> format) {
        return add(suffix, format, Optional.empty(), NOT_YET);
    }

    private static <T> Variable<T> notYet(String suffix, Format<T> format, String fallback) {
        return add(suffix, format, Optional.of(fallback), NOT_YET);
    }

    private static Variable<String> inert(String suffix) {
        return add(suffix, TEXT, Optional.empty(), INERT);
    }

    private static <T> Variable<T> add(String suffix, Format<T> format, Optional<String> fallback, Standing standing) {
        Variable<T> variable = new Variable<>(suffix, format, fallback, standing);
        TABLE.add(variable);
        return variable;
    }
}
