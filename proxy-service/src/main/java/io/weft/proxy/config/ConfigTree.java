package io.weft.proxy.config;

import static io.weft.proxy.config.Variables.*;

import io.weft.core.Authority;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.config.ProxyConfig.*;
import io.weft.proxy.config.Variables.BackoffVariables;
import io.weft.proxy.config.Variables.Http2ServerVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts checked values in their places. */
final class ConfigTree {
    private static final int STREAM_WINDOW = 65_535;
    private static final int CONNECTION_WINDOW = 1_048_576;

    private final Values values;

    ConfigTree(Values values) {
        this.values = values;
    }

    ProxyConfig build(List<String> warnings) {
        return new ProxyConfig(
                outbound(),
                inbound(),
                new Http2Client(
                        values.get(HTTP2_INITIAL_STREAM_WINDOW_SIZE), values.get(HTTP2_INITIAL_CONNECTION_WINDOW_SIZE)),
                controlStreams(),
                destination(),
                policy(),
                identity(),
                new Admin(values.get(ADMIN_LISTEN_ADDR)),
                values.isSet(TRACE_COLLECTOR_SVC_ADDR) ? Optional.of(tracing()) : Optional.empty(),
                values.find(TAP_SVC_NAME).map(client -> new Tap(values.get(CONTROL_LISTEN_ADDR), client)),
                telemetry(),
                new Shutdown(values.get(SHUTDOWN_ENDPOINT_ENABLED), values.get(SHUTDOWN_GRACE_PERIOD)),
                cores(),
                new Log(values.get(LOG), values.get(LOG_FORMAT), values.find(ACCESS_LOG)),
                warnings);
    }

    private Outbound outbound() {
        return new Outbound(
                values.find(OUTBOUND_LISTEN_ADDRS).orElseGet(() -> List.of(values.get(OUTBOUND_LISTEN_ADDR))),
                values.get(OUTBOUND_DETECT_TIMEOUT),
                new Accept(
                        values.find(OUTBOUND_ACCEPT_KEEPALIVE),
                        values.find(OUTBOUND_ACCEPT_USER_TIMEOUT),
                        values.number(OUTBOUND_TCP_LISTEN_BACKLOG)),
                new Connect(
                        values.get(OUTBOUND_CONNECT_TIMEOUT),
                        backoff(OUTBOUND_CONNECT_BACKOFF),
                        values.find(OUTBOUND_CONNECT_KEEPALIVE),
                        values.find(OUTBOUND_CONNECT_USER_TIMEOUT)),
                http2(OUTBOUND_SERVER_HTTP2),
                queue(OUTBOUND_HTTP_QUEUE_CAPACITY, OUTBOUND_HTTP_FAILFAST_TIMEOUT),
                queue(OUTBOUND_TCP_QUEUE_CAPACITY, OUTBOUND_TCP_FAILFAST_TIMEOUT),
                values.get(OUTBOUND_MAX_IN_FLIGHT),
                new Pool(
                        values.get(OUTBOUND_MAX_IDLE_CONNS_PER_ENDPOINT),
                        values.get(OUTBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT)),
                values.get(OUTBOUND_DISCOVERY_IDLE_TIMEOUT),
                !values.find(OUTBOUND_DISABLE_INFORMATIONAL_HEADERS).orElseGet(() -> values.get(INGRESS_MODE)),
                values.get(INGRESS_MODE),
                values.find(OUTBOUND_TLS_ROOTS));
    }

    private Inbound inbound() {
        return new Inbound(
                values.get(INBOUND_LISTEN_ADDR),
                values.get(INBOUND_DETECT_TIMEOUT),
                new Accept(
                        values.find(INBOUND_ACCEPT_KEEPALIVE),
                        values.find(INBOUND_ACCEPT_USER_TIMEOUT),
                        values.number(INBOUND_TCP_LISTEN_BACKLOG)),
                new Connect(
                        values.get(INBOUND_CONNECT_TIMEOUT),
                        backoff(INBOUND_CONNECT_BACKOFF),
                        values.find(INBOUND_CONNECT_KEEPALIVE),
                        values.find(INBOUND_CONNECT_USER_TIMEOUT)),
                http2(INBOUND_SERVER_HTTP2),
                queue(INBOUND_HTTP_QUEUE_CAPACITY, INBOUND_HTTP_FAILFAST_TIMEOUT),
                values.get(INBOUND_MAX_IN_FLIGHT),
                new Pool(
                        values.get(INBOUND_MAX_IDLE_CONNS_PER_ENDPOINT),
                        values.get(INBOUND_HTTP1_CONNECTION_POOL_IDLE_TIMEOUT)),
                values.find(INBOUND_IPS).orElseGet(Set::of),
                values.get(INBOUND_DISCOVERY_IDLE_TIMEOUT));
    }

    private ControlStreams controlStreams() {
        return new ControlStreams(
                values.find(CONTROL_STREAM_INITIAL_TIMEOUT),
                values.find(CONTROL_STREAM_IDLE_TIMEOUT),
                values.find(CONTROL_STREAM_LIFETIME));
    }

    private Destination destination() {
        return new Destination(
                service(DESTINATION_SVC_ADDR, DESTINATION_SVC_NAME),
                values.get(DESTINATION_CONTEXT),
                values.find(DESTINATION_PROFILE_NETWORKS).orElseGet(List::of),
                values.get(DESTINATION_PROFILE_SUFFIXES));
    }

    private Policy policy() {
        return new Policy(
                service(POLICY_SVC_ADDR, POLICY_SVC_NAME),
                values.get(POLICY_WORKLOAD),
                values.find(POLICY_CLUSTER_NETWORKS).orElseGet(List::of),
                values.get(INBOUND_DEFAULT_POLICY),
                values.get(INBOUND_PORTS),
                values.get(INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION));
    }

    private Identity identity() {
        return new Identity(
                values.get(IDENTITY_DIR),
                values.get(IDENTITY_TRUST_ANCHORS),
                values.get(IDENTITY_TOKEN_FILE),
                values.find(IDENTITY_LOCAL_NAME).orElseGet(() -> values.get(IDENTITY_SERVER_NAME)),
                service(IDENTITY_SVC_ADDR, IDENTITY_SVC_NAME),
                values.get(IDENTITY_MIN_REFRESH),
                values.get(IDENTITY_MAX_REFRESH));
    }

    private Telemetry telemetry() {
        return new Telemetry(values.get(METRICS_RETAIN_IDLE));
    }

    private Tracing tracing() {
        return new Tracing(
                service(TRACE_COLLECTOR_SVC_ADDR, TRACE_COLLECTOR_SVC_NAME),
                values.find(HOSTNAME).filter(name -> !name.isEmpty()),
                values.find(TRACE_SERVICE_NAME),
                values.find(TRACE_ATTRIBUTES_PATH)
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                values.get(TRACE_EXTRA_ATTRIBUTES),
                values.get(OTEL_RESOURCE_ATTRIBUTES),
                values.get(TRACE_ROOT_RATIO));
    }

    private Cores cores() {
        return new Cores(
                values.find(CORES_MIN).or(() -> values.find(CORES)).orElse(1),
                values.number(CORES_MAX),
                values.find(CORES_MAX_RATIO).orElse(0.0));
    }

    private ControlPlane service(Variable<Authority> address, Variable<WorkloadIdentity> name) {
        Authority found = values.get(address);
        return new ControlPlane(found, ControlPlane.isLoopback(found) ? Optional.empty() : values.find(name));
    }

    private Backoff backoff(BackoffVariables group) {
        Optional<Duration> min = values.find(group.min());
        double jitter = min.isPresent() ? 0 : group.fallback().jitterRatio();
        return new Backoff(
                min.orElse(group.fallback().min()),
                values.find(group.max()).orElse(group.fallback().max()),
                values.find(group.jitter()).orElse(jitter));
    }

    private Queue queue(Variable<Integer> capacity, Variable<Duration> failFast) {
        return new Queue(values.get(capacity), values.get(failFast));
    }

    /** Off where either is 0. */
    private Optional<KeepAlive> keepAlive(Http2ServerVariables server) {
        Optional<Duration> interval = values.find(server.keepAliveInterval()).filter(Duration::isPositive);
        Optional<Duration> timeout = values.find(server.keepAliveTimeout()).filter(Duration::isPositive);
        return interval.flatMap(every -> timeout.map(limit -> new KeepAlive(every, limit)));
    }

    /** Windows and keep-alives count in pairs only. */
    private Http2Server http2(Http2ServerVariables server) {
        boolean windows = values.isSet(server.streamWindow()) && values.isSet(server.connectionWindow());
        return new Http2Server(
                windows ? values.get(server.streamWindow()) : STREAM_WINDOW,
                windows ? values.get(server.connectionWindow()) : CONNECTION_WINDOW,
                keepAlive(server),
                values.number(server.maxConcurrentStreams()),
                values.number(server.maxFrameSize()),
                values.number(server.maxHeaderListSize()));
    }
}
