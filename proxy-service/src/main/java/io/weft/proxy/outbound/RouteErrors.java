package io.weft.proxy.outbound;

import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.Deadlines.Limit;
import org.jspecify.annotations.Nullable;

/**
 * Why a request ended before it was whole, as the metrics say it. Pure.
 *
 * @see "metrics, 5: error"
 */
final class RouteErrors {
    private RouteErrors() {}

    /**
     * @param fault what we answered; null where client or endpoint ended the stream
     * @param error as {@code response_total} says it
     * @param limit the time limit that ran out; null if none did
     */
    static String of(@Nullable ProxyFault fault, String error, @Nullable Limit limit) {
        if (fault == null) {
            return of(error);
        }
        return switch (fault) {
            case FAIL_FAST -> "FAIL_FAST";
            case OVERLOADED -> "LOAD_SHED";
            case BAD_GATEWAY -> error.startsWith("h2(") ? "GO_AWAY" : "IO";
            case CONNECT_TIMEOUT -> "IO";
            case TIMED_OUT, PROFILE_TIMED_OUT -> of(limit);
            case RATE_LIMITED, NO_ROUTE, DENIED, BAD_REQUEST, HEADERS_TOO_LARGE, IDENTITY_REQUIRED, LOOP, UNEXPECTED ->
                "UNKNOWN";
        };
    }

    /** As {@code outbound_http_errors_total} says it. */
    static String label(ProxyFault fault) {
        return switch (fault) {
            case OVERLOADED -> "loadshed";
            case FAIL_FAST -> "failfast";
            case IDENTITY_REQUIRED -> "identity required";
            case BAD_GATEWAY, CONNECT_TIMEOUT -> "i/o";
            case TIMED_OUT, PROFILE_TIMED_OUT -> "response timeout";
            case RATE_LIMITED, NO_ROUTE, DENIED, BAD_REQUEST, HEADERS_TOO_LARGE, LOOP, UNEXPECTED -> "unexpected";
        };
    }

    /** Of a stream that ended with {@code error}, as {@code response_total} says it. */
    static String of(String error) {
        return switch (error) {
            case "h2(CANCEL)" -> "CANCEL";
            case "h2(REFUSED_STREAM)" -> "REFUSED";
            case "h2(ENHANCE_YOUR_CALM)" -> "ENHANCE_YOUR_CALM";
            case "unclassified" -> "CANCEL"; // by a client whose protocol has no word for it
            default -> error.startsWith("h2(") ? "RESET" : "UNKNOWN";
        };
    }

    /** Of a time limit that ran out. */
    static String of(@Nullable Limit limit) {
        return switch (limit) {
            case RESPONSE -> "RESPONSE_STREAM_TIMEOUT";
            case IDLE -> "IDLE_TIMEOUT";
            case TRY -> "RESPONSE_HEADERS_TIMEOUT";
            case REQUEST, PROFILE -> "REQUEST_TIMEOUT";
            case null -> "UNKNOWN";
        };
    }
}
