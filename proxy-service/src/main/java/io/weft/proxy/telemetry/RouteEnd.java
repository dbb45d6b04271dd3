package io.weft.proxy.telemetry;

/**
 * How a request of a route, or one of its tries, ended.
 *
 * @param status HTTP status, 0 without a response
 * @param grpcStatus 0 to 16; anything else: none was said
 * @param error empty, or why it ended before it was whole
 * @see "metrics, 5: status label, error"
 */
public record RouteEnd(int status, int grpcStatus, String error) {
    private static final String[] NAMES = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };
    private static final int UNKNOWN = 2;

    /** As {@code outcome} was, and ended early because of {@code error}, unless that is empty. */
    public static RouteEnd of(Outcome outcome, String error) {
        return new RouteEnd(outcome.status(), outcome.grpcStatus(), error);
    }

    Labels labels(RouteFamilies families) {
        return families == RouteFamilies.GRPC
                ? Labels.of("grpc_status", error.isEmpty() ? name() : "", "error", error)
                : Labels.of("http_status", RequestMeter.status(status), "error", error);
    }

    private String name() {
        return NAMES[grpcStatus >= 0 && grpcStatus < NAMES.length ? grpcStatus : UNKNOWN];
    }
}
