package io.weft.proxy.control;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try of a watch. Tells its stream of every message and, exactly once, of its end; enforces the limits of time.
 *
 * <p>Threading: the event loop.
 */
final class WatchCall<Q, R> extends ClientCall.Listener<R> {
    private static final Logger log = LoggerFactory.getLogger(WatchCall.class);

    private final ClientCall<Q, R> call;
    private final ControlStreams limits;
    private final EventLoop loop;
    private final WatchStream<Q, R, ?> stream;
    private @Nullable ScheduledFuture<?> silence;
    private @Nullable ScheduledFuture<?> lifetime;
    private boolean over;

    WatchCall(ClientCall<Q, R> call, ControlStreams limits, EventLoop loop, WatchStream<Q, R, ?> stream) {
        this.call = call;
        this.limits = limits;
        this.loop = loop;
        this.stream = stream;
    }

    void start(Q request) {
        silence = limit(limits.initial(), this::fail, "no first message");
        lifetime = limit(limits.lifetime(), this::leave, "open long enough");
        call.start(this, new Metadata());
        call.sendMessage(request);
        call.halfClose();
        call.request(1);
    }

    void cancel() {
        if (end()) {
            call.cancel("no longer watched", null);
        }
    }

    @Override
    public void onMessage(R message) {
        if (over) {
            return;
        }
        stop(silence);
        silence = limit(limits.idle(), this::fail, "silent too long");
        try {
            stream.received(message);
        } catch (RuntimeException unexpected) {
            log.warn("a message of the control plane could not be read", unexpected);
            fail(Status.INTERNAL.withDescription("unreadable message"));
            return;
        }
        if (!over) {
            call.request(1);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (end()) {
            stream.ended(status);
        }
    }

    private void fail(Status status) {
        end(status, status.asException());
    }

    /** The server has done nothing wrong. */
    private void leave(Status status) {
        end(status, null);
    }

    /** {@code cause}: what {@link CallMeter} counts it as a failure for. */
    private void end(Status status, @Nullable Throwable cause) {
        if (end()) {
            call.cancel(status.getDescription(), cause);
            stream.ended(status);
        }
    }

    private boolean end() {
        boolean first = !over;
        over = true;
        stop(silence);
        stop(lifetime);
        return first;
    }

    private @Nullable ScheduledFuture<?> limit(Optional<Duration> limit, Consumer<Status> end, String what) {
        Status status = Status.DEADLINE_EXCEEDED.withDescription(what);
        return limit.map(time -> loop.schedule(() -> end.accept(status), time.toNanos(), TimeUnit.NANOSECONDS))
                .orElse(null);
    }

    private static void stop(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
