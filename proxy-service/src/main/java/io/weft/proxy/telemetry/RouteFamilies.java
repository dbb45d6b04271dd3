package io.weft.proxy.telemetry;

/** The families of HTTP routes, and of gRPC routes. */
enum RouteFamilies {
    HTTP(
            Meter.OUTBOUND_HTTP_ROUTE_REQUEST_DURATION,
            Meter.OUTBOUND_HTTP_ROUTE_REQUEST_STATUSES,
            Meter.OUTBOUND_HTTP_ROUTE_REQUEST_FRAME_SIZE,
            Meter.OUTBOUND_HTTP_ROUTE_BACKEND_REQUESTS,
            Meter.OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_DURATION,
            Meter.OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_STATUSES,
            Meter.OUTBOUND_HTTP_ROUTE_BACKEND_RESPONSE_FRAME_SIZE,
            Meter.OUTBOUND_HTTP_ROUTE_RETRY_REQUESTS,
            Meter.OUTBOUND_HTTP_ROUTE_RETRY_SUCCESSES,
            Meter.OUTBOUND_HTTP_ROUTE_RETRY_LIMIT_EXCEEDED,
            Meter.OUTBOUND_HTTP_ROUTE_RETRY_OVERFLOW),
    GRPC(
            Meter.OUTBOUND_GRPC_ROUTE_REQUEST_DURATION,
            Meter.OUTBOUND_GRPC_ROUTE_REQUEST_STATUSES,
            Meter.OUTBOUND_GRPC_ROUTE_REQUEST_FRAME_SIZE,
            Meter.OUTBOUND_GRPC_ROUTE_BACKEND_REQUESTS,
            Meter.OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_DURATION,
            Meter.OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_STATUSES,
            Meter.OUTBOUND_GRPC_ROUTE_BACKEND_RESPONSE_FRAME_SIZE,
            Meter.OUTBOUND_GRPC_ROUTE_RETRY_REQUESTS,
            Meter.OUTBOUND_GRPC_ROUTE_RETRY_SUCCESSES,
            Meter.OUTBOUND_GRPC_ROUTE_RETRY_LIMIT_EXCEEDED,
            Meter.OUTBOUND_GRPC_ROUTE_RETRY_OVERFLOW);

    private final Meter durations;
    private final Meter ends;
    private final Meter frames;
    private final Meter backendRequests;
    private final Meter backendDurations;
    private final Meter backendEnds;
    private final Meter backendFrames;
    private final Meter retries;
    private final Meter retrySuccesses;
    private final Meter retryLimits;
    private final Meter retryOverflows;

    RouteFamilies(
            Meter durations,
            Meter ends,
            Meter frames,
            Meter backendRequests,
            Meter backendDurations,
            Meter backendEnds,
            Meter backendFrames,
            Meter retries,
            Meter retrySuccesses,
            Meter retryLimits,
            Meter retryOverflows) {
        this.durations = durations;
        this.ends = ends;
        this.frames = frames;
        this.backendRequests = backendRequests;
        this.backendDurations = backendDurations;
        this.backendEnds = backendEnds;
        this.backendFrames = backendFrames;
        this.retries = retries;
        this.retrySuccesses = retrySuccesses;
        this.retryLimits = retryLimits;
        this.retryOverflows = retryOverflows;
    }

    Meter durations() {
        return durations;
    }

    Meter ends() {
        return ends;
    }

    Meter frames() {
        return frames;
    }

    Meter backendRequests() {
        return backendRequests;
    }

    Meter backendDurations() {
        return backendDurations;
    }

    Meter backendEnds() {
        return backendEnds;
    }

    Meter backendFrames() {
        return backendFrames;
    }

    Meter retries() {
        return retries;
    }

    Meter retrySuccesses() {
        return retrySuccesses;
    }

    Meter retryLimits() {
        return retryLimits;
    }

    Meter retryOverflows() {
        return retryOverflows;
    }
}
