package io.weft.destination.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing end of one reader's stream. Never writes faster than the reader reads, and ends exactly once.
 *
 * <p>Threading: safe from any thread; messages leave in the order in which they were handed over.
 *
 * @param <M> a message
 */
final class QueuedStream<M> {
    private static final Logger log = LoggerFactory.getLogger(QueuedStream.class);

    private final ServerCallStreamObserver<M> out;
    private final int limit;
    private final Runnable overflow;
    private final Queue<M> waiting = new ArrayDeque<>(); // guarded by this
    private boolean over; // guarded by this
    private Runnable ended = () -> {}; // guarded by this

    /**
     * To be made before the call's method returns, for gRPC takes no handlers later.
     *
     * @param limit how many messages may wait
     * @param overflow runs if more than {@code limit} wait; then the stream ends with OK
     */
    QueuedStream(ServerCallStreamObserver<M> out, int limit, Runnable overflow) {
        this.out = out;
        this.limit = limit;
        this.overflow = overflow;
        out.setOnReadyHandler(this::write);
        out.setOnCancelHandler(() -> end(() -> {}));
    }

    /** Runs {@code listener} once when the stream is over, at once if it is. */
    void onEnd(Runnable listener) {
        boolean already;
        synchronized (this) {
            already = over;
            ended = listener;
        }
        if (already) {
            listener.run();
        }
    }

    /** After everything handed over before. */
    void send(List<M> messages) {
        boolean full;
        synchronized (this) {
            waiting.addAll(messages);
            write();
            full = waiting.size() > limit;
        }
        if (full) {
            overflow.run();
            complete();
        }
    }

    /** Ends with OK; what still waits is dropped, for the reader begins afresh. */
    void complete() {
        end(out::onCompleted);
    }

    /** Ends with the status {@code reason} carries; any other surprise is ours and tells the reader nothing. */
    void fail(RuntimeException reason) {
        Status status = Status.fromThrowable(reason);
        if (status.getCode() == Status.Code.UNKNOWN) {
            log.warn("A stream ended by surprise", reason);
            end(() -> out.onError(Status.INTERNAL.asRuntimeException()));
        } else {
            end(() -> out.onError(reason));
        }
    }

    private synchronized void write() {
        while (!over && out.isReady() && waiting.peek() != null) {
            out.onNext(waiting.remove());
        }
    }

    private void end(Runnable farewell) {
        Runnable listener;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            farewell.run();
            listener = ended;
        }
        listener.run();
    }
}
