package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.QueueLimits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Connections and requests that wait until something is known of their destination: not too many, and not for too long, for
 * the control plane may be away.
 *
 * <p>Threading: one event loop.
 */
final class Arrivals {
    private final EventLoop loop;
    private final Future<Destination> known;
    private final Set<Promise<Destination>> waiting = new LinkedHashSet<>();

    /** {@code known}: what they wait for. */
    Arrivals(EventLoop loop, Future<Destination> known) {
        this.loop = loop;
        this.known = known;
        known.addListener(done -> List.copyOf(waiting).forEach(this::tell));
    }

    /**
     * Ends as what is waited for does, in the order of arrival; before that with a {@link NotKnownException}, or because
     * whoever has gone cancels it.
     */
    Promise<Destination> join(QueueLimits limits) {
        Promise<Destination> turn = loop.newPromise();
        if (known.isDone()) {
            tell(turn);
        } else if (waiting.size() >= limits.capacity()) {
            turn.setFailure(
                    new NotKnownException(ProxyFault.OVERLOADED, "too many wait to hear what its destination is"));
        } else {
            await(turn, limits.failFast());
        }
        return turn;
    }

    private void await(Promise<Destination> turn, Duration patience) {
        waiting.add(turn);
        Future<?> deadline = loop.schedule(() -> giveUp(turn, patience), patience.toNanos(), NANOSECONDS);
        turn.addListener(over -> {
            waiting.remove(turn);
            deadline.cancel(false);
        });
    }

    private static void giveUp(Promise<Destination> turn, Duration patience) {
        String why = "the control plane has not said within %d ms what its destination is; is it running?"
                .formatted(patience.toMillis());
        turn.tryFailure(new NotKnownException(ProxyFault.FAIL_FAST, why));
    }

    private void tell(Promise<Destination> turn) {
        if (known.isSuccess()) {
            turn.trySuccess(known.getNow());
        } else {
            turn.tryFailure(known.cause());
        }
    }

    /** Why somebody waits no longer, although nothing is known yet. */
    static final class NotKnownException extends RuntimeException {
        private final ProxyFault fault;

        NotKnownException(ProxyFault fault, String why) {
            super(why);
            this.fault = fault;
        }

        ProxyFault fault() {
            return fault;
        }
    }
}
