package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.RetryBudget;
import io.weft.proxy.telemetry.Outcome;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often one request may be tried, and whether a try was good enough. A route's retries are limited in number, a
 * ServiceProfile's by a budget.
 *
 * <p>Threading: one event loop.
 *
 * @see "proxy-behaviour, 5: retries"
 */
final class Tries {
    private static final int PROFILE_BYTES = 64 * 1024;

    private final @Nullable Retry retry;
    private final @Nullable RetryBudget budget;
    private final Ticker ticker;
    private int made; // beyond the first

    /** What is to become of a try that was not good enough. */
    enum Permission {
        GRANTED,
        /** It has been tried often enough. */
        LIMIT,
        /** Others were tried often enough. */
        NO_BUDGET
    }

    /** {@code head}: the request's, to see how large it is. */
    Tries(@Nullable Retry retry, @Nullable RetryBudget budget, Http2Headers head, Ticker ticker) {
        this.retry = retry != null && contentLength(head) <= retry.maxBytes() ? retry : null;
        this.budget = budget;
        this.ticker = ticker;
    }

    /** 0 if that is not said. */
    private static long contentLength(Http2Headers head) {
        return Math.max(0, head.getLong("content-length", 0));
    }

    /** Whether there may be more than one at all. */
    boolean several() {
        return retry != null || budget != null;
    }

    /** How much of a body is kept for another, in bytes; {@code otherwise} if there is none. */
    int replayLimit(int otherwise) {
        if (retry != null) {
            return retry.maxBytes();
        }
        return budget == null ? otherwise : PROFILE_BYTES;
    }

    /** Until the head of this try's response; zero: no limit, as on the last. */
    Duration timeout() {
        return retry == null || made >= retry.limit() ? Duration.ZERO : retry.timeout();
    }

    /** Whether a response asks for another try. {@code grpcStatus}: -1 if there is none. */
    boolean declines(Outcome outcome, int grpcStatus) {
        if (retry == null) {
            return budget != null && outcome.failure();
        }
        return retry.ofAnyFailure() ? outcome.failure() : retry.refuses(outcome.status(), grpcStatus);
    }

    /** Whether an answer of our own does. */
    boolean declines(ProxyFault fault) {
        return retry != null && fault == ProxyFault.FAIL_FAST;
    }

    /** Whether a stream that was refused does. */
    boolean declinesRefusal() {
        return retry != null;
    }

    /** Asks for another try, which counts and is paid for if it is granted. */
    Permission another() {
        if (retry != null && made >= retry.limit()) {
            return Permission.LIMIT;
        }
        if (retry == null && (budget == null || !budget.withdraw(ticker.nanoTime()))) {
            return Permission.NO_BUDGET;
        }
        made++;
        return Permission.GRANTED;
    }

    int made() {
        return made;
    }

    /** Before the next. */
    Duration pause(RandomGenerator random) {
        return retry == null ? Duration.ZERO : retry.backoff().delayWithin(made, random);
    }

    /** A response was good enough. */
    void deposit() {
        if (budget != null) {
            budget.deposit(ticker.nanoTime());
        }
    }
}
