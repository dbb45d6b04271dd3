package io.weft.destination.grpc;

import io.weft.api.httproute.Timeouts;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.GrpcRoute;
import io.weft.api.outbound.HttpRoute;
import io.weft.kubernetes.resource.Retries;
import java.time.Duration;
import java.util.Optional;

/**
 * Trying again, and time limits. Pure.
 *
 * @see "crds, 12.2; wire-api, 11.1 and 11.2"
 */
final class RetryTranslator {
    private static final int ONCE = 1;
    private static final int MAX_REQUEST_BYTES = 65_536;
    private static final ExponentialBackoff BACKOFF = ExponentialBackoff.newBuilder()
            .setMinBackoff(Durations.toMessage(Duration.ofMillis(25)))
            .setMaxBackoff(Durations.toMessage(Duration.ofMillis(250)))
            .setJitterRatio(1)
            .build();

    private RetryTranslator() {}

    /** Empty where nothing is tried again. Without conditions the client has its own. */
    static Optional<HttpRoute.Retry> http(Retries retries) {
        if (!retries.ofHttp()) {
            return Optional.empty();
        }
        HttpRoute.Retry.Conditions.Builder conditions = HttpRoute.Retry.Conditions.newBuilder();
        retries.statuses()
                .forEach(range -> conditions.addStatusRanges(HttpRoute.Retry.Conditions.StatusRange.newBuilder()
                        .setStart(range.start())
                        .setEnd(range.end())));
        HttpRoute.Retry.Builder message = HttpRoute.Retry.newBuilder()
                .setMaxRetries(retries.limit().orElse(ONCE))
                .setMaxRequestBytes(MAX_REQUEST_BYTES)
                .setConditions(conditions)
                .setBackoff(BACKOFF);
        retries.timeout().map(Durations::toMessage).ifPresent(message::setTimeout);
        return Optional.of(message.build());
    }

    /** Empty where nothing is tried again. Without conditions the client has its own. */
    static Optional<GrpcRoute.Retry> grpc(Retries retries) {
        if (!retries.ofGrpc()) {
            return Optional.empty();
        }
        GrpcRoute.Retry.Conditions.Builder conditions = GrpcRoute.Retry.Conditions.newBuilder();
        for (Retries.GrpcCode code : retries.codes()) {
            switch (code) {
                case CANCELLED -> conditions.setCancelled(true);
                case DEADLINE_EXCEEDED -> conditions.setDeadineExceeded(true);
                case INTERNAL -> conditions.setInternal(true);
                case RESOURCE_EXHAUSTED -> conditions.setResourceExhausted(true);
                case UNAVAILABLE -> conditions.setUnavailable(true);
            }
        }
        GrpcRoute.Retry.Builder message = GrpcRoute.Retry.newBuilder()
                .setMaxRetries(retries.limit().orElse(ONCE))
                .setMaxRequestBytes(MAX_REQUEST_BYTES)
                .setConditions(conditions)
                .setBackoff(BACKOFF);
        retries.timeout().map(Durations::toMessage).ifPresent(message::setTimeout);
        return Optional.of(message.build());
    }

    /** Empty where there are no limits. */
    static Optional<Timeouts> timeouts(io.weft.kubernetes.resource.Timeouts timeouts) {
        if (!timeouts.isPresent()) {
            return Optional.empty();
        }
        Timeouts.Builder message = Timeouts.newBuilder();
        timeouts.request().map(Durations::toMessage).ifPresent(message::setRequest);
        timeouts.response().map(Durations::toMessage).ifPresent(message::setResponse);
        timeouts.idle().map(Durations::toMessage).ifPresent(message::setIdle);
        return Optional.of(message.build());
    }
}
