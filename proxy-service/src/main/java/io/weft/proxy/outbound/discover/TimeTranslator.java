package io.weft.proxy.outbound.discover;

import com.google.protobuf.Duration;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Retry.StatusRange;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.InvalidPolicyException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Time-outs and retries on the wire and ours. Pure; what makes no sense throws {@link InvalidPolicyException}. */
final class TimeTranslator {
    private static final Backoff DEFAULT_BACKOFF =
            new Backoff(java.time.Duration.ofMillis(25), java.time.Duration.ofMillis(250), 1);

    private TimeTranslator() {}

    /** {@code older}: a time-out of the whole request where the message has none of its own. */
    static Timeouts read(io.weft.api.httproute.Timeouts message, Duration older) {
        java.time.Duration request = NumberTranslator.read(message.getRequest());
        java.time.Duration fallback = NumberTranslator.read(older);
        return new Timeouts(
                message.hasRequest() ? request : fallback,
                NumberTranslator.read(message.getResponse()),
                NumberTranslator.read(message.getIdle()));
    }

    static Retry retry(
            int limit,
            int maxBytes,
            List<StatusRange> statuses,
            Set<Integer> grpcStatuses,
            Duration timeout,
            Optional<ExponentialBackoff> backoff) {
        return new Retry(
                NumberTranslator.atMost(limit),
                NumberTranslator.atMost(maxBytes),
                statuses,
                grpcStatuses,
                NumberTranslator.read(timeout),
                backoff.map(NumberTranslator::read).orElse(DEFAULT_BACKOFF));
    }
}
