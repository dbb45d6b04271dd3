package io.weft.proxy.outbound.route;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How slow an answer that failed makes its endpoint look, so that others are asked meanwhile.
 *
 * @param least whatever the answer says, not negative
 * @param longestHint no answer makes it look slower than this, or than {@code least}
 * @see "proxy-behaviour, 2: penalty variant"
 */
public record Penalty(Duration least, Duration longestHint) {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    /** What is longer than a year is a year. */
    public Penalty {
        least = shorter(least, LONGEST);
        longestHint = shorter(longestHint, LONGEST);
    }

    private enum Failure {
        NONE,
        /** Of the server. */
        PLAIN,
        /** It is asked too much, and may say for how long. */
        BUSY
    }

    /**
     * In nanoseconds; 0: the answer is none that failed.
     *
     * @param response the head alone
     * @param grpc whether the request spoke it
     * @param clock of dates
     */
    public long of(Http2Headers response, boolean grpc, InstantSource clock) {
        int status = OriginalProtocol.status(response);
        return switch (failure(response, grpc, status)) {
            case NONE -> 0;
            case PLAIN -> least.toNanos();
            case BUSY ->
                hint(response, grpc, status, clock)
                        .map(asked -> shorter(asked, longestHint))
                        .filter(asked -> asked.compareTo(least) > 0)
                        .orElse(least)
                        .toNanos();
        };
    }

    private static Failure failure(Http2Headers response, boolean grpc, int status) {
        if (isBusy(status)) {
            return Failure.BUSY;
        }
        CharSequence told = grpc ? response.get(GRPC_STATUS) : null;
        Failure said = told == null
                ? Failure.NONE
                : switch (Outcome.grpc(status, told).grpcStatus()) {
                    case 8, 14 -> Failure.BUSY;
                    case 2, 4, 13, 15 -> Failure.PLAIN;
                    default -> Failure.NONE;
                };
        return said == Failure.NONE && status >= 500 ? Failure.PLAIN : said;
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    private static Optional<Duration> hint(Http2Headers response, boolean grpc, int status, InstantSource clock) {
        Optional<Duration> after =
                isBusy(status) ? RetryHints.after(response.get(HttpHeaderNames.RETRY_AFTER), clock) : Optional.empty();
        return after.isEmpty() && grpc ? RetryHints.pushback(response.get(RetryHints.GRPC_PUSHBACK)) : after;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
