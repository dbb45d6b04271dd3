package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.EventExecutor;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RouteMeter;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks again where an answer is not good enough, and as often as {@link Tries} allow.
 *
 * @param leaves where it would be asked
 * @param course whose exchange it is
 * @param loop waits before another try; the only thread
 * @see "proxy-behaviour, 5: retries"
 */
record Retries(
        Tries tries,
        Leaves leaves,
        CourseMeter meter,
        Deadlines deadlines,
        EventExecutor loop,
        OutboundExchange exchange,
        Course course) {
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    /** gRPC says how it went in what follows the head; that is waited for where it could be asked again. */
    boolean awaitsMore(Http2Headers response) {
        return tries.several() && exchange.head().grpc() && !response.contains(GRPC_STATUS) && exchange.mayBeRepeated();
    }

    /** Whether it is asked again instead of this being the answer. {@code trailers}: null if they are not known. */
    boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        if (!tries.several()) {
            return false;
        }
        CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
        CharSequence grpcStatus = last == null ? response.get(GRPC_STATUS) : last;
        Outcome outcome = course.classified(
                exchange.head().grpc() && grpcStatus != null
                        ? Outcome.grpc(OriginalProtocol.status(response), grpcStatus)
                        : Outcome.http(OriginalProtocol.status(response)));
        return tries.declines(outcome, outcome.grpcStatus()) && again(outcome, "");
    }

    /** As the other, of an answer of our own. {@code error}: as {@code response_total} says it. */
    boolean declines(ProxyFault fault, String error) {
        return tries.declines(fault) && again(Outcome.broken(0, error), RouteErrors.of(fault, error, null));
    }

    /** As the others, of a stream that the endpoint refused. */
    boolean declinesRefusal(String error) {
        return tries.declinesRefusal() && again(Outcome.broken(0, error), RouteErrors.of(error));
    }

    /**
     * Takes the request back from a try that ended with {@code outcome} and sends it once more; false: that may not be.
     *
     * @param error as the route's metrics say it; empty if there was a response
     */
    boolean again(Outcome outcome, String error) {
        if (!exchange.mayBeRepeated()) {
            return false;
        }
        if (!leaves.ready()) {
            meter.count(RouteMeter::retryOverflowed);
            return false;
        }
        meter.retryable();
        if (!allowed() || !exchange.takeBack(outcome, error)) {
            return false;
        }
        meter.count(RouteMeter::retried);
        deadlines.tryEnded();
        Duration pause = tries.pause(ThreadLocalRandom.current());
        if (pause.isZero()) {
            course.dispatch();
        } else {
            loop.schedule(course::dispatch, pause.toNanos(), NANOSECONDS);
        }
        return true;
    }

    private boolean allowed() {
        return switch (tries.another()) {
            case GRANTED -> true;
            case LIMIT -> {
                meter.count(RouteMeter::retryLimitExceeded);
                yield false;
            }
            case NO_BUDGET -> {
                meter.unaffordable();
                yield false;
            }
        };
    }

    /** The application was told the whole answer. */
    void ended(Outcome outcome) {
        if (tries.declines(outcome, outcome.grpcStatus())) {
            return;
        }
        tries.deposit();
        if (tries.made() > 0) {
            meter.count(RouteMeter::retrySucceeded);
        }
    }
}
