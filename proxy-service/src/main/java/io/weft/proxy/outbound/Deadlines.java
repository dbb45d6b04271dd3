package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.weft.core.Ticker;
import io.weft.proxy.outbound.route.Timeouts;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The time limits of one request. What is not limited has no timer.
 *
 * <p>Threading: one event loop.
 *
 * @see "proxy-behaviour, 4: timeouts"
 */
final class Deadlines {
    private final EventExecutor loop;
    private final Ticker ticker;
    private final Timeouts limits;
    private final Consumer<Limit> expired;
    private final Map<Limit, Future<?>> timers = new EnumMap<>(Limit.class);
    private boolean requestEnded;
    private boolean responseBegun;
    private boolean over;
    private long lastFrame;
    private long profileEnd; // by the ticker; meaningless without a profile's limit
    private boolean profiled;

    /** What has taken too long. */
    enum Limit {
        /** Everything. */
        REQUEST,
        /** The response, once the request was out. */
        RESPONSE,
        /** The next frame of a body. */
        IDLE,
        /** The response's head, says a ServiceProfile. */
        PROFILE,
        /** The response's head, of one try. */
        TRY
    }

    /** {@code expired}: told at most once for each limit. */
    Deadlines(EventExecutor loop, Ticker ticker, Timeouts limits, Consumer<Limit> expired) {
        this.loop = loop;
        this.ticker = ticker;
        this.limits = limits;
        this.expired = expired;
    }

    /** The request has come. {@code profile}: until the response's head; zero: no limit. */
    void start(Duration profile) {
        lastFrame = ticker.nanoTime();
        limit(Limit.REQUEST, limits.request());
        profiled = !profile.isZero();
        profileEnd = lastFrame + profile.toNanos();
        limit(Limit.PROFILE, profile);
        if (!limits.idle().isZero()) {
            watchIdle(limits.idle().toNanos());
        }
    }

    private void limit(Limit limit, Duration time) {
        if (!over && !time.isZero()) {
            timers.put(limit, loop.schedule(() -> expired.accept(limit), time.toNanos(), NANOSECONDS));
        }
    }

    private void lift(Limit limit) {
        Future<?> timer = timers.remove(limit);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Looks again when the present silence would be too long. */
    private void watchIdle(long nanos) {
        timers.put(Limit.IDLE, loop.schedule(this::lookForSilence, nanos, NANOSECONDS));
    }

    private void lookForSilence() {
        boolean body = !requestEnded || responseBegun;
        long silent = body ? ticker.nanoTime() - lastFrame : 0;
        long left = limits.idle().toNanos() - silent;
        if (left <= 0) {
            expired.accept(Limit.IDLE);
        } else {
            watchIdle(left);
        }
    }

    void frame() {
        lastFrame = ticker.nanoTime();
    }

    /** The application has sent all of its request. */
    void requestEnded() {
        requestEnded = true;
        limit(Limit.RESPONSE, limits.response());
    }

    /** A try is on its way. {@code time}: until its response's head; zero: no limit. */
    void tryBegun(Duration time) {
        lift(Limit.TRY);
        limit(Limit.TRY, time);
    }

    /** The try is over, and another may follow: what came in time of this one says nothing of that. */
    void tryEnded() {
        lift(Limit.TRY);
        if (profiled && !timers.containsKey(Limit.PROFILE)) {
            limit(Limit.PROFILE, Duration.ofNanos(Math.max(1, profileEnd - ticker.nanoTime())));
        }
    }

    /** A response's head has come from the endpoint. */
    void headCame() {
        lift(Limit.TRY);
        lift(Limit.PROFILE);
    }

    /** The application is told the response's head. */
    void responseBegun() {
        responseBegun = true;
        lastFrame = ticker.nanoTime();
        headCame();
    }

    /** Nothing takes any longer. */
    void stop() {
        over = true;
        timers.values().forEach(timer -> timer.cancel(false));
        timers.clear();
    }
}
