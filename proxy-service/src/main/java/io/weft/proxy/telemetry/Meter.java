package io.weft.proxy.telemetry;

import static io.weft.proxy.telemetry.Block.LEGACY;
import static io.weft.proxy.telemetry.Block.OPEN_METRICS;
import static io.weft.proxy.telemetry.MeterType.COUNTER;
import static io.weft.proxy.telemetry.MeterType.GAUGE;
import static io.weft.proxy.telemetry.MeterType.HISTOGRAM;

/**
 * Every metric of the proxy, in the order of the exposition. The label groups named in the comments are the reference's:
 * target = {@code target_addr, target_ip, target_port}; srv = {@code srv_group, srv_kind, srv_name, srv_port}; route and
 * authz = {@code …_group, …_kind, …_name}; class = {@code classification, grpc_status, error}.
 *
 * @see "metrics, sections 1 to 10"
 */
public enum Meter {
    /** Inbound: direction, target, tls, srv, route, authz. Outbound: direction, authority, target, tls, dst_*. */
    REQUEST_TOTAL(LEGACY, COUNTER, "request_total", "Requests dispatched to an endpoint."),
    /** As request_total, then status_code and class. Counted when the stream ends or fails. */
    RESPONSE_TOTAL(LEGACY, COUNTER, "response_total", "Responses that ended, or streams that failed."),
    /** As request_total, then status_code. Milliseconds from request headers to the first body frame or the end. */
    RESPONSE_LATENCY_MS(
            "response_latency_ms",
            Buckets.LATENCY_MS,
            "Milliseconds from request headers to the first of the response."),
    /** addr, tls: of calls to the control plane, streams among them. */
    CONTROL_REQUEST_TOTAL(LEGACY, COUNTER, "control_request_total", "Calls to the control plane."),
    /** As control_request_total, then status_code and class. Counted when the call ends or fails. */
    CONTROL_RESPONSE_TOTAL(LEGACY, COUNTER, "control_response_total", "Calls to the control plane that ended."),
    /** As control_request_total, then status_code. Milliseconds to the first message or the end. */
    CONTROL_RESPONSE_LATENCY_MS(
            "control_response_latency_ms",
            Buckets.LATENCY_MS,
            "Milliseconds from a call to the control plane to the first of its response."),
    /** direction, dst, rt_*: requests of a ServiceProfile's route, whatever number of tries each took. */
    ROUTE_REQUEST_TOTAL(LEGACY, COUNTER, "route_request_total", "Requests of a profile's route."),
    /** As route_request_total, then status_code and class. */
    ROUTE_RESPONSE_TOTAL(LEGACY, COUNTER, "route_response_total", "Responses to requests of a profile's route."),
    /** As route_request_total, then status_code. Milliseconds. */
    ROUTE_RESPONSE_LATENCY_MS(
            "route_response_latency_ms",
            Buckets.LATENCY_MS,
            "Milliseconds from a request of a profile's route to the first of its response."),
    /** As route_request_total: each try. */
    ROUTE_ACTUAL_REQUEST_TOTAL(LEGACY, COUNTER, "route_actual_request_total", "Tries of a profile's route."),
    /** As route_actual_request_total, then status_code and class. */
    ROUTE_ACTUAL_RESPONSE_TOTAL(
            LEGACY, COUNTER, "route_actual_response_total", "Responses to tries of a profile's route."),
    /** As route_request_total, and skipped = no_budget for a retry that the budget refused. */
    ROUTE_RETRYABLE_TOTAL(
            LEGACY, COUNTER, "route_retryable_total", "Responses of a profile's route to be asked for again."),
    /** Connections opened to the trace collector. */
    OPENTELEMETRY_SPAN_EXPORT_STREAMS(
            LEGACY, COUNTER, "opentelemetry_span_export_streams", "Connections to the trace collector."),
    OPENTELEMETRY_SPAN_EXPORT_REQUESTS(
            LEGACY, COUNTER, "opentelemetry_span_export_requests", "Batches of spans sent to the collector."),
    OPENTELEMETRY_SPAN_EXPORTS(LEGACY, COUNTER, "opentelemetry_span_exports", "Spans the collector has taken."),
    /** direction, peer, then by side: see the reference. */
    TCP_OPEN_TOTAL(LEGACY, COUNTER, "tcp_open_total", "Connections opened."),
    TCP_OPEN_CONNECTIONS(LEGACY, GAUGE, "tcp_open_connections", "Connections open now."),
    TCP_READ_BYTES_TOTAL(LEGACY, COUNTER, "tcp_read_bytes_total", "Bytes read from peers."),
    TCP_WRITE_BYTES_TOTAL(LEGACY, COUNTER, "tcp_write_bytes_total", "Bytes written to peers."),
    /** As tcp_open_total, then errno: empty, or a symbolic name such as ECONNRESET. */
    TCP_CLOSE_TOTAL(LEGACY, COUNTER, "tcp_close_total", "Connections closed."),
    /** Ours: direction (or {@code control}), peer, error = refused, reset, timeout, tls or other. */
    CONNECTION_ERRORS_TOTAL(
            LEGACY, COUNTER, "connection_errors_total", "Connections refused, reset, timed out or failed in TLS."),

    /** target, srv, route, authz, tls. */
    INBOUND_HTTP_AUTHZ_ALLOW_TOTAL(LEGACY, COUNTER, "inbound_http_authz_allow_total", "Inbound requests permitted."),
    /** target, srv, route, tls. */
    INBOUND_HTTP_AUTHZ_DENY_TOTAL(LEGACY, COUNTER, "inbound_http_authz_deny_total", "Inbound requests denied."),
    /** target, srv, tls. */
    INBOUND_HTTP_ROUTE_NOT_FOUND_TOTAL(
            LEGACY, COUNTER, "inbound_http_route_not_found_total", "Inbound requests that match no route."),
    /** target, srv, ratelimit, ratelimit_scope, tls. */
    INBOUND_HTTP_LOCAL_RATELIMIT_TOTAL(
            LEGACY, COUNTER, "inbound_http_local_ratelimit_total", "Inbound requests refused by a rate limit."),
    /** target, srv, authz, tls. */
    INBOUND_TCP_AUTHZ_ALLOW_TOTAL(LEGACY, COUNTER, "inbound_tcp_authz_allow_total", "Inbound connections permitted."),
    /** target, srv, tls. */
    INBOUND_TCP_AUTHZ_DENY_TOTAL(LEGACY, COUNTER, "inbound_tcp_authz_deny_total", "Inbound connections denied."),
    /** target, srv, tls. */
    INBOUND_TCP_AUTHZ_TERMINATE_TOTAL(
            LEGACY, COUNTER, "inbound_tcp_authz_terminate_total", "Inbound connections ended by a change of policy."),
    /** error, target, srv. */
    INBOUND_HTTP_ERRORS_TOTAL(
            LEGACY,
            COUNTER,
            "inbound_http_errors_total",
            "Inbound requests the proxy answered with an error of its own."),
    /** error, target. */
    INBOUND_TCP_ERRORS_TOTAL(LEGACY, COUNTER, "inbound_tcp_errors_total", "Inbound connections the proxy gave up."),
    /** error. */
    OUTBOUND_HTTP_ERRORS_TOTAL(
            LEGACY,
            COUNTER,
            "outbound_http_errors_total",
            "Outbound requests the proxy answered with an error of its own."),
    /** target, error. */
    OUTBOUND_TCP_ERRORS_TOTAL(LEGACY, COUNTER, "outbound_tcp_errors_total", "Outbound connections the proxy gave up."),

    /** parent_*, route_*, hostname. Seconds. */
    OUTBOUND_HTTP_ROUTE_REQUEST_DURATION(
            "outbound_http_route_request_duration",
            Unit.SECONDS,
            Buckets.ROUTE_SECONDS,
            "From a request to the end of its response."),
    /** parent_*, route_*, hostname, http_status, error. */
    OUTBOUND_HTTP_ROUTE_REQUEST_STATUSES(
            OPEN_METRICS, COUNTER, "outbound_http_route_request_statuses", "How requests of a route ended."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_HTTP_ROUTE_REQUEST_FRAME_SIZE(
            "outbound_http_route_request_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces request bodies came in."),
    /** parent_*, route_*, backend_*. */
    OUTBOUND_HTTP_ROUTE_BACKEND_REQUESTS(
            OPEN_METRICS, COUNTER, "outbound_http_route_backend_requests", "Requests sent to a backend."),
    /** parent_*, route_*, backend_*. Seconds. */
    OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_DURATION(
            "outbound_http_route_backend_response_duration",
            Unit.SECONDS,
            Buckets.BACKEND_SECONDS,
            "From the end of a request to the end of its response."),
    /** parent_*, route_*, backend_*, http_status, error. */
    OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_STATUSES(
            OPEN_METRICS,
            COUNTER,
            "outbound_http_route_backend_response_statuses",
            "How responses of a backend ended."),
    /** parent_*, route_*, backend_*. */
    OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_FRAME_SIZE(
            "outbound_http_route_backend_response_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces response bodies came in."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_HTTP_ROUTE_RETRY_REQUESTS(
            OPEN_METRICS, COUNTER, "outbound_http_route_retry_requests", "Tries beyond the first."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_HTTP_ROUTE_RETRY_SUCCESSES(
            OPEN_METRICS,
            COUNTER,
            "outbound_http_route_retry_successes",
            "Requests that succeeded because they were tried again."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_HTTP_ROUTE_RETRY_LIMIT_EXCEEDED(
            OPEN_METRICS,
            COUNTER,
            "outbound_http_route_retry_limit_exceeded",
            "Requests tried as often as allowed, in vain."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_HTTP_ROUTE_RETRY_OVERFLOW(
            OPEN_METRICS,
            COUNTER,
            "outbound_http_route_retry_overflow",
            "Requests not tried again because no backend was ready."),
    /** parent_*, route_*, hostname. Seconds. */
    OUTBOUND_GRPC_ROUTE_REQUEST_DURATION(
            "outbound_grpc_route_request_duration",
            Unit.SECONDS,
            Buckets.ROUTE_SECONDS,
            "From a request to the end of its response."),
    /** parent_*, route_*, hostname, grpc_status, error. */
    OUTBOUND_GRPC_ROUTE_REQUEST_STATUSES(
            OPEN_METRICS, COUNTER, "outbound_grpc_route_request_statuses", "How requests of a route ended."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_GRPC_ROUTE_REQUEST_FRAME_SIZE(
            "outbound_grpc_route_request_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces request bodies came in."),
    /** parent_*, route_*, backend_*. */
    OUTBOUND_GRPC_ROUTE_BACKEND_REQUESTS(
            OPEN_METRICS, COUNTER, "outbound_grpc_route_backend_requests", "Requests sent to a backend."),
    /** parent_*, route_*, backend_*. Seconds. */
    OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_DURATION(
            "outbound_grpc_route_backend_response_duration",
            Unit.SECONDS,
            Buckets.BACKEND_SECONDS,
            "From the end of a request to the end of its response."),
    /** parent_*, route_*, backend_*, grpc_status, error. */
    OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_STATUSES(
            OPEN_METRICS,
            COUNTER,
            "outbound_grpc_route_backend_response_statuses",
            "How responses of a backend ended."),
    /** parent_*, route_*, backend_*. */
    OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_FRAME_SIZE(
            "outbound_grpc_route_backend_response_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces response bodies came in."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_GRPC_ROUTE_RETRY_REQUESTS(
            OPEN_METRICS, COUNTER, "outbound_grpc_route_retry_requests", "Tries beyond the first."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_GRPC_ROUTE_RETRY_SUCCESSES(
            OPEN_METRICS,
            COUNTER,
            "outbound_grpc_route_retry_successes",
            "Requests that succeeded because they were tried again."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_GRPC_ROUTE_RETRY_LIMIT_EXCEEDED(
            OPEN_METRICS,
            COUNTER,
            "outbound_grpc_route_retry_limit_exceeded",
            "Requests tried as often as allowed, in vain."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_GRPC_ROUTE_RETRY_OVERFLOW(
            OPEN_METRICS,
            COUNTER,
            "outbound_grpc_route_retry_overflow",
            "Requests not tried again because no backend was ready."),
    /** protocol = http/1, http/2, detect, opaq or tls; parent_*. */
    OUTBOUND_TCP_PROTOCOL_CONNECTIONS(
            OPEN_METRICS, COUNTER, "outbound_tcp_protocol_connections", "Outbound connections by protocol."),
    /** parent_*. Seconds. */
    OUTBOUND_TCP_DETECT_HTTP_DURATION(
            "outbound_tcp_detect_http_duration",
            Unit.SECONDS,
            Buckets.DETECT_SECONDS,
            "Time spent on outbound detection."),
    /** result = not_http, http/1, http/2, read_timeout or error; parent_*. */
    OUTBOUND_TCP_DETECT_HTTP_RESULTS(
            OPEN_METRICS, COUNTER, "outbound_tcp_detect_http_results", "Verdicts of outbound protocol detection."),
    /** parent_*, route_*, target_ip, target_port. */
    OUTBOUND_TCP_ROUTE_OPEN(OPEN_METRICS, COUNTER, "outbound_tcp_route_open", "Connections taken by an opaque route."),
    /** parent_*, route_*, target_ip, target_port, error. */
    OUTBOUND_TCP_ROUTE_CLOSE(
            OPEN_METRICS, COUNTER, "outbound_tcp_route_close", "Connections of an opaque route that have closed."),
    /** parent_*, route_*, hostname. */
    OUTBOUND_TLS_ROUTE_OPEN(OPEN_METRICS, COUNTER, "outbound_tls_route_open", "Connections taken by a TLS route."),
    /** parent_*, route_*, hostname, error. */
    OUTBOUND_TLS_ROUTE_CLOSE(
            OPEN_METRICS, COUNTER, "outbound_tls_route_close", "Connections of a TLS route that have closed."),
    /** op = Send or Recv; zone_locality = Local, Remote or Unknown. */
    OUTBOUND_TCP_TRANSFER_COST(
            OPEN_METRICS,
            COUNTER,
            "outbound_tcp_transfer_cost",
            Unit.BYTES,
            "Bytes to and from replicas, by whether they are in our zone."),
    /** parent_*, backend_*; then what {@link BalancerPart} says. */
    OUTBOUND_HTTP_BALANCER_ENDPOINTS(BalancerKind.OUTBOUND_HTTP, BalancerPart.ENDPOINTS),
    OUTBOUND_HTTP_BALANCER_P2C_ENDPOINTS(BalancerKind.OUTBOUND_HTTP, BalancerPart.P2C_ENDPOINTS),
    OUTBOUND_HTTP_BALANCER_P2C_UPDATES(BalancerKind.OUTBOUND_HTTP, BalancerPart.P2C_UPDATES),
    OUTBOUND_HTTP_BALANCER_QUEUE_LENGTH(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_LENGTH),
    OUTBOUND_HTTP_BALANCER_QUEUE_REQUESTS(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_REQUESTS),
    OUTBOUND_HTTP_BALANCER_QUEUE_LATENCY(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_LATENCY),
    OUTBOUND_HTTP_BALANCER_QUEUE_GATE_OPEN(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_GATE_OPEN),
    OUTBOUND_HTTP_BALANCER_QUEUE_GATE_SHUT(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_GATE_SHUT),
    OUTBOUND_HTTP_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_GATE_OPEN_TIME),
    OUTBOUND_HTTP_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_GATE_SHUT_TIME),
    OUTBOUND_HTTP_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.OUTBOUND_HTTP, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** parent_*, backend_*, logical, concrete; then what {@link BalancerPart} says. */
    OUTBOUND_TCP_BALANCER_ENDPOINTS(BalancerKind.OUTBOUND_TCP, BalancerPart.ENDPOINTS),
    OUTBOUND_TCP_BALANCER_P2C_ENDPOINTS(BalancerKind.OUTBOUND_TCP, BalancerPart.P2C_ENDPOINTS),
    OUTBOUND_TCP_BALANCER_P2C_UPDATES(BalancerKind.OUTBOUND_TCP, BalancerPart.P2C_UPDATES),
    OUTBOUND_TCP_BALANCER_QUEUE_LENGTH(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_LENGTH),
    OUTBOUND_TCP_BALANCER_QUEUE_REQUESTS(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_REQUESTS),
    OUTBOUND_TCP_BALANCER_QUEUE_LATENCY(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_LATENCY),
    OUTBOUND_TCP_BALANCER_QUEUE_GATE_OPEN(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_GATE_OPEN),
    OUTBOUND_TCP_BALANCER_QUEUE_GATE_SHUT(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_GATE_SHUT),
    OUTBOUND_TCP_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_GATE_OPEN_TIME),
    OUTBOUND_TCP_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_GATE_SHUT_TIME),
    OUTBOUND_TCP_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.OUTBOUND_TCP, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** concrete; then what {@link BalancerPart} says. */
    OUTBOUND_TLS_BALANCER_ENDPOINTS(BalancerKind.OUTBOUND_TLS, BalancerPart.ENDPOINTS),
    OUTBOUND_TLS_BALANCER_P2C_ENDPOINTS(BalancerKind.OUTBOUND_TLS, BalancerPart.P2C_ENDPOINTS),
    OUTBOUND_TLS_BALANCER_P2C_UPDATES(BalancerKind.OUTBOUND_TLS, BalancerPart.P2C_UPDATES),
    OUTBOUND_TLS_BALANCER_QUEUE_LENGTH(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_LENGTH),
    OUTBOUND_TLS_BALANCER_QUEUE_REQUESTS(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_REQUESTS),
    OUTBOUND_TLS_BALANCER_QUEUE_LATENCY(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_LATENCY),
    OUTBOUND_TLS_BALANCER_QUEUE_GATE_OPEN(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_GATE_OPEN),
    OUTBOUND_TLS_BALANCER_QUEUE_GATE_SHUT(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_GATE_SHUT),
    OUTBOUND_TLS_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_GATE_OPEN_TIME),
    OUTBOUND_TLS_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_GATE_SHUT_TIME),
    OUTBOUND_TLS_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.OUTBOUND_TLS, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** parent_*, route_*. */
    INBOUND_HTTP_REQUESTS(OPEN_METRICS, COUNTER, "inbound_http_requests", "Inbound requests of a route."),
    /** parent_*, route_*. Seconds. */
    INBOUND_HTTP_REQUEST_DURATION(
            "inbound_http_request_duration",
            Unit.SECONDS,
            Buckets.BACKEND_SECONDS,
            "From a request to the end of its response."),
    /** parent_*, route_*. Seconds. */
    INBOUND_HTTP_RESPONSE_DURATION(
            "inbound_http_response_duration",
            Unit.SECONDS,
            Buckets.ROUTE_SECONDS,
            "From the end of a request to the end of its response."),
    /** parent_*, route_*. */
    INBOUND_HTTP_REQUEST_FRAME_SIZE(
            "inbound_http_request_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces request bodies came in."),
    /** parent_*, route_*. */
    INBOUND_HTTP_RESPONSE_FRAME_SIZE(
            "inbound_http_response_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces response bodies came in."),
    /** parent_*, route_*, status. */
    INBOUND_HTTP_STATUSES(OPEN_METRICS, COUNTER, "inbound_http_statuses", "How inbound requests of a route ended."),
    /** parent_*, route_*. */
    INBOUND_GRPC_REQUESTS(OPEN_METRICS, COUNTER, "inbound_grpc_requests", "Inbound calls of a route."),
    /** parent_*, route_*. Seconds. */
    INBOUND_GRPC_REQUEST_DURATION(
            "inbound_grpc_request_duration",
            Unit.SECONDS,
            Buckets.BACKEND_SECONDS,
            "From a request to the end of its response."),
    /** parent_*, route_*. Seconds. */
    INBOUND_GRPC_RESPONSE_DURATION(
            "inbound_grpc_response_duration",
            Unit.SECONDS,
            Buckets.ROUTE_SECONDS,
            "From the end of a request to the end of its response."),
    /** parent_*, route_*. */
    INBOUND_GRPC_REQUEST_FRAME_SIZE(
            "inbound_grpc_request_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces request bodies came in."),
    /** parent_*, route_*. */
    INBOUND_GRPC_RESPONSE_FRAME_SIZE(
            "inbound_grpc_response_frame_size",
            Unit.BYTES,
            Buckets.FRAME_BYTES,
            "Sizes of the pieces response bodies came in."),
    /** parent_*, route_*, status. */
    INBOUND_GRPC_STATUSES(OPEN_METRICS, COUNTER, "inbound_grpc_statuses", "How inbound calls of a route ended."),
    /** srv. Seconds. */
    INBOUND_TCP_DETECT_HTTP_DURATION(
            "inbound_tcp_detect_http_duration",
            Unit.SECONDS,
            Buckets.DETECT_SECONDS,
            "Time spent on inbound detection."),
    /** result, srv. */
    INBOUND_TCP_DETECT_HTTP_RESULTS(
            OPEN_METRICS, COUNTER, "inbound_tcp_detect_http_results", "Verdicts of inbound protocol detection."),
    /** session_protocol, target_port, target_name, client_id. */
    INBOUND_TCP_TRANSPORT_HEADER_CONNECTIONS(
            OPEN_METRICS,
            COUNTER,
            "inbound_tcp_transport_header_connections",
            "Direct connections that named their target in a transport header."),

    CONTROL_IDENTITY_CERT_EXPIRATION_TIMESTAMP(
            OPEN_METRICS, GAUGE, "control_identity_cert_expiration_timestamp", Unit.SECONDS, "When the leaf expires."),
    CONTROL_IDENTITY_CERT_REFRESH_TIMESTAMP(
            OPEN_METRICS,
            GAUGE,
            "control_identity_cert_refresh_timestamp",
            Unit.SECONDS,
            "When the leaf was certified."),
    /** result = ok or error; both from the start. */
    CONTROL_IDENTITY_CERT_REFRESHES(
            OPEN_METRICS, COUNTER, "control_identity_cert_refreshes", "Attempts to be certified."),
    /** Ours: version. How many anchors the bundle in force has; 0: it is no longer in force. */
    CONTROL_IDENTITY_TRUST_BUNDLE(
            OPEN_METRICS, GAUGE, "control_identity_trust_bundle", "Anchors of the trust bundle in force."),
    /** Ours: client. */
    CONTROL_SILENT(
            OPEN_METRICS,
            GAUGE,
            "control_silent",
            Unit.SECONDS,
            "How old is what was learned, since the control plane cannot be reached; 0 while it can."),
    /** client, record_type = A/AAAA, result = ok or not_found. */
    CONTROL_DNS_RESOLUTIONS(
            OPEN_METRICS, COUNTER, "control_dns_resolutions", "Lookups of the names of control-plane services."),
    /** Ours: record_type, result = ok, not_found or error. */
    OUTBOUND_EXTERNAL_DNS_RESOLUTIONS(
            OPEN_METRICS,
            COUNTER,
            "outbound_external_dns_resolutions",
            "Lookups of hosts outside the mesh that routes lead to."),
    /** addr; then what {@link BalancerPart} says. */
    CONTROL_IDENTITY_BALANCER_ENDPOINTS(BalancerKind.CONTROL_IDENTITY, BalancerPart.ENDPOINTS),
    CONTROL_IDENTITY_BALANCER_P2C_ENDPOINTS(BalancerKind.CONTROL_IDENTITY, BalancerPart.P2C_ENDPOINTS),
    CONTROL_IDENTITY_BALANCER_P2C_UPDATES(BalancerKind.CONTROL_IDENTITY, BalancerPart.P2C_UPDATES),
    CONTROL_IDENTITY_BALANCER_QUEUE_LENGTH(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_LENGTH),
    CONTROL_IDENTITY_BALANCER_QUEUE_REQUESTS(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_REQUESTS),
    CONTROL_IDENTITY_BALANCER_QUEUE_LATENCY(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_LATENCY),
    CONTROL_IDENTITY_BALANCER_QUEUE_GATE_OPEN(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_GATE_OPEN),
    CONTROL_IDENTITY_BALANCER_QUEUE_GATE_SHUT(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_GATE_SHUT),
    CONTROL_IDENTITY_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_GATE_OPEN_TIME),
    CONTROL_IDENTITY_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_GATE_SHUT_TIME),
    CONTROL_IDENTITY_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.CONTROL_IDENTITY, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** addr; then what {@link BalancerPart} says. */
    CONTROL_DESTINATION_BALANCER_ENDPOINTS(BalancerKind.CONTROL_DESTINATION, BalancerPart.ENDPOINTS),
    CONTROL_DESTINATION_BALANCER_P2C_ENDPOINTS(BalancerKind.CONTROL_DESTINATION, BalancerPart.P2C_ENDPOINTS),
    CONTROL_DESTINATION_BALANCER_P2C_UPDATES(BalancerKind.CONTROL_DESTINATION, BalancerPart.P2C_UPDATES),
    CONTROL_DESTINATION_BALANCER_QUEUE_LENGTH(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_LENGTH),
    CONTROL_DESTINATION_BALANCER_QUEUE_REQUESTS(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_REQUESTS),
    CONTROL_DESTINATION_BALANCER_QUEUE_LATENCY(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_LATENCY),
    CONTROL_DESTINATION_BALANCER_QUEUE_GATE_OPEN(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_GATE_OPEN),
    CONTROL_DESTINATION_BALANCER_QUEUE_GATE_SHUT(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_GATE_SHUT),
    CONTROL_DESTINATION_BALANCER_QUEUE_GATE_OPEN_TIME(
            BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_GATE_OPEN_TIME),
    CONTROL_DESTINATION_BALANCER_QUEUE_GATE_SHUT_TIME(
            BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_GATE_SHUT_TIME),
    CONTROL_DESTINATION_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.CONTROL_DESTINATION, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** addr; then what {@link BalancerPart} says. */
    CONTROL_POLICY_BALANCER_ENDPOINTS(BalancerKind.CONTROL_POLICY, BalancerPart.ENDPOINTS),
    CONTROL_POLICY_BALANCER_P2C_ENDPOINTS(BalancerKind.CONTROL_POLICY, BalancerPart.P2C_ENDPOINTS),
    CONTROL_POLICY_BALANCER_P2C_UPDATES(BalancerKind.CONTROL_POLICY, BalancerPart.P2C_UPDATES),
    CONTROL_POLICY_BALANCER_QUEUE_LENGTH(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_LENGTH),
    CONTROL_POLICY_BALANCER_QUEUE_REQUESTS(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_REQUESTS),
    CONTROL_POLICY_BALANCER_QUEUE_LATENCY(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_LATENCY),
    CONTROL_POLICY_BALANCER_QUEUE_GATE_OPEN(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_GATE_OPEN),
    CONTROL_POLICY_BALANCER_QUEUE_GATE_SHUT(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_GATE_SHUT),
    CONTROL_POLICY_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_GATE_OPEN_TIME),
    CONTROL_POLICY_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_GATE_SHUT_TIME),
    CONTROL_POLICY_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.CONTROL_POLICY, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** addr; then what {@link BalancerPart} says. */
    OPENTELEMETRY_BALANCER_ENDPOINTS(BalancerKind.OPENTELEMETRY, BalancerPart.ENDPOINTS),
    OPENTELEMETRY_BALANCER_P2C_ENDPOINTS(BalancerKind.OPENTELEMETRY, BalancerPart.P2C_ENDPOINTS),
    OPENTELEMETRY_BALANCER_P2C_UPDATES(BalancerKind.OPENTELEMETRY, BalancerPart.P2C_UPDATES),
    OPENTELEMETRY_BALANCER_QUEUE_LENGTH(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_LENGTH),
    OPENTELEMETRY_BALANCER_QUEUE_REQUESTS(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_REQUESTS),
    OPENTELEMETRY_BALANCER_QUEUE_LATENCY(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_LATENCY),
    OPENTELEMETRY_BALANCER_QUEUE_GATE_OPEN(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_GATE_OPEN),
    OPENTELEMETRY_BALANCER_QUEUE_GATE_SHUT(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_GATE_SHUT),
    OPENTELEMETRY_BALANCER_QUEUE_GATE_OPEN_TIME(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_GATE_OPEN_TIME),
    OPENTELEMETRY_BALANCER_QUEUE_GATE_SHUT_TIME(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_GATE_SHUT_TIME),
    OPENTELEMETRY_BALANCER_QUEUE_GATE_TIMEOUT(BalancerKind.OPENTELEMETRY, BalancerPart.QUEUE_GATE_TIMEOUT),
    /** date, git_sha, profile, vendor, version. */
    PROXY_BUILD_INFO(OPEN_METRICS, GAUGE, "proxy_build_info", "What this proxy was built from."),
    /** tls_suites, tls_kx_groups, tls_rand, tls_key_provider, tls_fips. */
    RUSTLS_INFO(OPEN_METRICS, GAUGE, "rustls_info", "What does the cryptography; no Rust."),
    /** Ours, without labels. */
    PROXY_LOG_LINES_DROPPED(
            OPEN_METRICS, COUNTER, "proxy_log_lines_dropped", "Log lines nobody read fast enough, dropped."),
    /** Ours, without labels. */
    PROXY_SPANS_DROPPED(OPEN_METRICS, COUNTER, "proxy_spans_dropped", "Spans for which there was no room, dropped."),
    /** Ours, without labels. */
    PROXY_TAP_EVENTS_DROPPED(
            OPEN_METRICS,
            COUNTER,
            "proxy_tap_events_dropped",
            "Events of requests no observer read fast enough, dropped."),
    PROCESS_START_TIME(OPEN_METRICS, GAUGE, "process_start_time", Unit.SECONDS, "When the process started."),
    PROCESS_CLOCK_TIME(OPEN_METRICS, GAUGE, "process_clock_time", Unit.SECONDS, "The process's idea of now."),
    PROCESS_UPTIME(OPEN_METRICS, COUNTER, "process_uptime", Unit.SECONDS, "Time since the process started."),
    PROCESS_CPU(OPEN_METRICS, COUNTER, "process_cpu", Unit.SECONDS, "User and system CPU time spent."),
    PROCESS_VIRTUAL_MEMORY(OPEN_METRICS, GAUGE, "process_virtual_memory", Unit.BYTES, "Virtual memory size."),
    PROCESS_RESIDENT_MEMORY(OPEN_METRICS, GAUGE, "process_resident_memory", Unit.BYTES, "Resident memory size."),
    PROCESS_OPEN_FDS(OPEN_METRICS, GAUGE, "process_open_fds", "Open file descriptors."),
    PROCESS_MAX_FDS(OPEN_METRICS, GAUGE, "process_max_fds", "The limit of open file descriptors."),
    PROCESS_THREADS(OPEN_METRICS, GAUGE, "process_threads", "Threads of the operating system."),
    PROCESS_NETWORK_RECEIVE(
            OPEN_METRICS, COUNTER, "process_network_receive", Unit.BYTES, "Bytes received in this network namespace."),
    PROCESS_NETWORK_TRANSMIT(
            OPEN_METRICS, COUNTER, "process_network_transmit", Unit.BYTES, "Bytes sent in this network namespace.");

    private final Block block;
    private final MeterType type;
    private final String family;
    private final String help;
    private final Unit unit;

    @SuppressWarnings("ImmutableEnumChecker") // its arrays are never written after construction
    private final Buckets buckets;

    Meter(Block block, MeterType type, String name, String help) {
        this(block, type, name, Unit.NONE, help);
    }

    Meter(Block block, MeterType type, String name, Unit unit, String help) {
        this(block, type, name + unit.suffix(), unit, Buckets.NONE, help);
    }

    Meter(String name, Buckets buckets, String help) {
        this(LEGACY, HISTOGRAM, name, Unit.NONE, buckets, help);
    }

    Meter(String name, Unit unit, Buckets buckets, String help) {
        this(OPEN_METRICS, HISTOGRAM, name + unit.suffix(), unit, buckets, help);
    }

    Meter(BalancerKind kind, BalancerPart part) {
        this(OPEN_METRICS, part.type(), kind.prefix() + part.suffix(), part.unit(), part.buckets(), part.help());
    }

    Meter(Block block, MeterType type, String family, Unit unit, Buckets buckets, String help) {
        this.block = block;
        this.type = type;
        this.family = family;
        this.unit = unit;
        this.buckets = buckets;
        this.help = help;
    }

    public Block block() {
        return block;
    }

    public MeterType type() {
        return type;
    }

    /** As HELP and TYPE have it: with the unit, in OpenMetrics without {@code _total}. */
    public String family() {
        return family;
    }

    /** As samples have it; a histogram adds its own endings. */
    public String sample() {
        return block == OPEN_METRICS && type == COUNTER ? family + "_total" : family;
    }

    String help() {
        return help;
    }

    Unit unit() {
        return unit;
    }

    Buckets buckets() {
        return buckets;
    }
}
