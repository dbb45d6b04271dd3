package io.weft.destination.grpc;

import java.time.Duration;

/** Spans of time as messages. Pure. */
final class Durations {
    private Durations() {}

    static com.google.protobuf.Duration toMessage(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
