package io.weft.ingress.edge;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.concurrent.TimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * What we answer in a backend's place.
 *
 * @param text one line, of nothing that the client sent
 * @param close whether the connection ends with it: its framing cannot be trusted
 */
record Refusal(int status, String text, boolean close) {
    static final Refusal NO_ROUTE = new Refusal(404, "no rule is for this host and path", false);
    static final Refusal NO_SERVICE = new Refusal(503, "the rule's Service or port is not there", false);
    static final Refusal BUSY = new Refusal(503, "too many requests wait for this Service", false);
    static final Refusal UNREACHABLE = new Refusal(502, "the Service cannot be reached", false);
    static final Refusal BROKEN = new Refusal(502, "the Service ended the connection without an answer", false);
    static final Refusal LATE = new Refusal(504, "the Service did not answer in time", false);

    static Refusal malformed(String why) {
        return new Refusal(400, why, true);
    }

    static Refusal unsupported(String what) {
        return new Refusal(501, what, true);
    }

    /** What a failure on the way to a backend is called. */
    static Refusal of(Throwable failure) {
        return switch (failure) {
            case PoolAcquirePendingLimitException full -> BUSY;
            case PoolAcquireTimeoutException full -> BUSY;
            case ConnectTimeoutException late -> LATE;
            case ReadTimeoutException late -> LATE;
            case TimeoutException late -> LATE;
            case java.net.ConnectException refused -> UNREACHABLE;
            default -> BROKEN;
        };
    }
}
