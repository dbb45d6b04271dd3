package io.weft.proxy.telemetry;

/** The inbound families of HTTP policies, and of gRPC policies. */
enum InboundRouteFamilies {
    HTTP(
            Meter.INBOUND_HTTP_REQUESTS,
            Meter.INBOUND_HTTP_REQUEST_DURATION,
            Meter.INBOUND_HTTP_RESPONSE_DURATION,
            Meter.INBOUND_HTTP_REQUEST_FRAME_SIZE,
            Meter.INBOUND_HTTP_RESPONSE_FRAME_SIZE,
            Meter.INBOUND_HTTP_STATUSES),
    GRPC(
            Meter.INBOUND_GRPC_REQUESTS,
            Meter.INBOUND_GRPC_REQUEST_DURATION,
            Meter.INBOUND_GRPC_RESPONSE_DURATION,
            Meter.INBOUND_GRPC_REQUEST_FRAME_SIZE,
            Meter.INBOUND_GRPC_RESPONSE_FRAME_SIZE,
            Meter.INBOUND_GRPC_STATUSES);

    private final Meter requests;
    private final Meter requestDurations;
    private final Meter responseDurations;
    private final Meter requestFrames;
    private final Meter responseFrames;
    private final Meter statuses;

    InboundRouteFamilies(
            Meter requests,
            Meter requestDurations,
            Meter responseDurations,
            Meter requestFrames,
            Meter responseFrames,
            Meter statuses) {
        this.requests = requests;
        this.requestDurations = requestDurations;
        this.responseDurations = responseDurations;
        this.requestFrames = requestFrames;
        this.responseFrames = responseFrames;
        this.statuses = statuses;
    }

    Meter requests() {
        return requests;
    }

    Meter requestDurations() {
        return requestDurations;
    }

    Meter responseDurations() {
        return responseDurations;
    }

    Meter requestFrames() {
        return requestFrames;
    }

    Meter responseFrames() {
        return responseFrames;
    }

    Meter statuses() {
        return statuses;
    }
}
