package io.weft.proxy.outbound.route;

import io.netty.handler.codec.DateFormatter;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What servers write of how long they want to be left alone. Pure. */
final class RetryHints {
    static final AsciiString GRPC_PUSHBACK = AsciiString.cached("grpc-retry-pushback-ms");

    private static final int LONGEST_DATE = 64; // the parser throws at more

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private RetryHints() {}

    /** Of {@code Retry-After}, by RFC 9110 §10.2.3: seconds, or a date. Empty: it says nothing of either kind. */
    static Optional<Duration> after(@Nullable CharSequence value, InstantSource clock) {
        if (value == null) {
            return Optional.empty();
        }
        if (NUMBER.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.toString())));
        }
        return Optional.of(value)
                .filter(date -> date.length() <= LONGEST_DATE)
                .map(DateFormatter::parseHttpDate)
                .map(Date::toInstant)
                .map(until -> millis(until.toEpochMilli() - clock.millis()));
    }

    /** Of gRPC: milliseconds; a negative number asks for something else. */
    static Optional<Duration> pushback(@Nullable CharSequence value) {
        return value != null && NUMBER.matcher(value).matches()
                ? Optional.of(millis(Long.parseLong(value.toString())))
                : Optional.empty();
    }

    /** What is past is now. */
    private static Duration millis(long millis) {
        return Duration.ofMillis(Math.max(0, millis));
    }
}
