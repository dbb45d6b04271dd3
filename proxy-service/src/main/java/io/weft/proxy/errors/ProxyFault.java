package io.weft.proxy.errors;

/**
 * Why the proxy answered in the application's place. Every such answer is listed here and nowhere else.
 *
 * @see "wire-behaviour, 10: errors synthesized by the proxy"
 */
public enum ProxyFault {
    /** No route of the policy takes the request. */
    NO_ROUTE(404, 5, false, "no route found for request"),
    /** No authorization admits the client. */
    DENIED(403, 7, false, "unauthorized request on route"),
    /** The client sends more requests than a rate limit lets through. */
    RATE_LIMITED(429, 8, false, "rate limit exceeded"),
    /** The request names no host and none can be inferred. */
    BAD_REQUEST(400, 3, true, "bad request"),
    /** The head is larger than this proxy's limit. */
    HEADERS_TOO_LARGE(431, 8, true, "request header fields too large"),
    /** The endpoint's identity is not the one the request demands. */
    IDENTITY_REQUIRED(502, 14, true, "identity required"),
    /** The endpoint refused, reset or failed TLS. */
    BAD_GATEWAY(502, 14, true, "bad gateway"),
    /** The endpoint did not connect in time. */
    CONNECT_TIMEOUT(504, 4, true, "connect timed out"),
    /** No endpoint was ready for the whole of the fail-fast time. */
    FAIL_FAST(504, 4, true, "service in fail-fast"),
    /** A time-out of the request's route ran out. */
    TIMED_OUT(504, 4, false, "request timeout"),
    /** A time-out of a ServiceProfile ran out. */
    PROFILE_TIMED_OUT(504, 4, true, "request timeout"),
    /** Nothing can take the request, or a limit on waiting requests is reached. */
    OVERLOADED(503, 14, true, "service unavailable"),
    /** The request has already been here. */
    LOOP(508, 10, true, "loop detected"),
    /** The control plane's policy cannot be followed, or we are surprised. */
    UNEXPECTED(500, 13, true, "unexpected error");

    private final int status;
    private final int grpcStatus;
    private final boolean closes;
    private final String text;

    ProxyFault(int status, int grpcStatus, boolean closes, String text) {
        this.status = status;
        this.grpcStatus = grpcStatus;
        this.closes = closes;
        this.text = text;
    }

    /** HTTP status code. */
    public int status() {
        return status;
    }

    /** gRPC status number, for requests that speak gRPC over HTTP/2. */
    public int grpcStatus() {
        return grpcStatus;
    }

    /** Whether it is a matter of time that was not enough, as {@code response_total} says it. */
    public boolean late() {
        return this == CONNECT_TIMEOUT || this == TIMED_OUT || this == PROFILE_TIMED_OUT;
    }

    /** Whether the client's connection is closed, gracefully, after the answer. */
    public boolean closes() {
        return closes;
    }

    /** What {@code l5d-proxy-error} says when nothing more particular is known. */
    public String text() {
        return text;
    }
}
