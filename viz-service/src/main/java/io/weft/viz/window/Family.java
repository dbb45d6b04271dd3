package io.weft.viz.window;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The families that rows, edges, routes, errors, decisions and gateways are made of; all others are skipped unread. */
public enum Family {
    RESPONSES("response_total", Subject.TRAFFIC),
    LATENCY_BUCKETS("response_latency_ms_bucket", Subject.TRAFFIC),
    LATENCY_SUM("response_latency_ms_sum", Subject.TRAFFIC),
    OPEN_CONNECTIONS("tcp_open_connections", Subject.TRAFFIC),
    READ_BYTES("tcp_read_bytes_total", Subject.TRAFFIC),
    WRITE_BYTES("tcp_write_bytes_total", Subject.TRAFFIC),
    REQUESTS_ALLOWED("inbound_http_authz_allow_total", Subject.DECISIONS),
    REQUESTS_DENIED("inbound_http_authz_deny_total", Subject.DECISIONS),
    CONNECTIONS_ALLOWED("inbound_tcp_authz_allow_total", Subject.DECISIONS),
    CONNECTIONS_DENIED("inbound_tcp_authz_deny_total", Subject.DECISIONS),
    PROFILE_RESPONSES("route_response_total", Subject.ROUTES),
    PROFILE_TRIES("route_actual_response_total", Subject.ROUTES),
    PROFILE_LATENCY_BUCKETS("route_response_latency_ms_bucket", Subject.ROUTES),
    PROFILE_RETRYABLE("route_retryable_total", Subject.ROUTES),
    HTTP_ROUTE_ENDS("outbound_http_route_request_statuses_total", Subject.ROUTES),
    HTTP_ROUTE_TRIES("outbound_http_route_backend_response_statuses_total", Subject.ROUTES),
    HTTP_ROUTE_SECONDS_BUCKETS("outbound_http_route_request_duration_seconds_bucket", Subject.ROUTES),
    HTTP_ROUTE_TRY_SECONDS_BUCKETS("outbound_http_route_backend_response_duration_seconds_bucket", Subject.ROUTES),
    HTTP_ROUTE_RETRIES("outbound_http_route_retry_requests_total", Subject.ROUTES),
    GRPC_ROUTE_ENDS("outbound_grpc_route_request_statuses_total", Subject.ROUTES),
    GRPC_ROUTE_TRIES("outbound_grpc_route_backend_response_statuses_total", Subject.ROUTES),
    GRPC_ROUTE_SECONDS_BUCKETS("outbound_grpc_route_request_duration_seconds_bucket", Subject.ROUTES),
    GRPC_ROUTE_TRY_SECONDS_BUCKETS("outbound_grpc_route_backend_response_duration_seconds_bucket", Subject.ROUTES),
    GRPC_ROUTE_RETRIES("outbound_grpc_route_retry_requests_total", Subject.ROUTES),
    GATEWAY_ALIVE("gateway_alive", Subject.GATEWAYS),
    GATEWAY_LATENCY_BUCKETS("gateway_probe_latency_ms_bucket", Subject.GATEWAYS);

    private final String sample;
    private final Subject subject;

    Family(String sample, Subject subject) {
        this.sample = sample;
        this.subject = subject;
    }

    private enum Subject {
        TRAFFIC,
        DECISIONS,
        ROUTES,
        GATEWAYS
    }

    /** The name of its samples. */
    public String sample() {
        return sample;
    }

    public boolean isGauge() {
        return this == OPEN_CONNECTIONS || this == GATEWAY_ALIVE;
    }

    /** Whether its zero is told: that a gateway is not alive is what one looks for. */
    public boolean tellsZero() {
        return this == GATEWAY_ALIVE;
    }

    /** Whether its series are buckets of histograms. */
    boolean isBuckets() {
        return sample.endsWith("_bucket");
    }

    /** Whether it counts what passed a sidecar, in one direction. */
    public boolean isTraffic() {
        return subject == Subject.TRAFFIC;
    }

    /** Whether it counts what a policy decided. */
    public boolean isDecision() {
        return subject == Subject.DECISIONS;
    }

    /** Whether it counts, at the client, what took which route to a Service. */
    public boolean isOfRoutes() {
        return subject == Subject.ROUTES;
    }

    /** Whether that series is one to read: what took which route is told by the client's sidecar alone, though both count it. */
    boolean tells(String series) {
        return subject != Subject.ROUTES || !series.contains("direction=\"inbound\"");
    }

    /** Whether a service mirror tells it, of the gateways of other clusters; sidecars tell all the others. */
    public boolean isOfGateways() {
        return subject == Subject.GATEWAYS;
    }

    /** What sidecars tell. */
    public static List<Family> ofSidecars() {
        return Arrays.stream(values()).filter(each -> !each.isOfGateways()).toList();
    }

    /** What service mirrors tell. */
    public static List<Family> ofGateways() {
        return Arrays.stream(values()).filter(Family::isOfGateways).toList();
    }

    /** The family a line begins with. */
    static Optional<Family> ofLine(String line) {
        for (Family family : values()) {
            int end = family.sample.length();
            if (line.startsWith(family.sample)
                    && line.length() > end
                    && (line.charAt(end) == '{' || line.charAt(end) == ' ')) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
