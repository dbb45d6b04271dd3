package io.weft.proxy.outbound.endpoint;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.config.Backoff;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a replica that is dialled on demand out of the pick when it could not be reached: for a while, and longer each time in
 * a row. The request that comes after the pause is the probe.
 *
 * <p>Threading: one event loop.
 *
 * @see "proxy-behaviour: connect backoff"
 */
final class DialPause {
    private final EventLoop loop;
    private final Backoff backoff;
    private final Runnable changed;
    private int failures; // in a row
    private @Nullable Future<?> end; // null while there is no pause

    /** {@code changed}: told when a pause begins or ends. */
    DialPause(EventLoop loop, Backoff backoff, Runnable changed) {
        this.loop = loop;
        this.backoff = backoff;
        this.changed = changed;
    }

    boolean over() {
        return end == null;
    }

    /** Learns from a dial under way, before anybody who asks for its outcome later. */
    Future<Channel> watch(Future<Channel> dial) {
        return dial.addListener(done -> {
            if (done.isSuccess()) {
                failures = 0;
                end();
            } else if (end == null) {
                failures++;
                long pause =
                        backoff.delay(failures, ThreadLocalRandom.current()).toNanos();
                end = loop.schedule(this::end, pause, NANOSECONDS);
                changed.run();
            }
        });
    }

    private void end() {
        if (end != null) {
            end.cancel(false);
            end = null;
            changed.run();
        }
    }
}
