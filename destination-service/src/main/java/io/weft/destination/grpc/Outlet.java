package io.weft.destination.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The writing end of one caller's stream. Never writes faster than the caller reads, and ends exactly once.
 *
 * <p>Threading: safe from any thread; messages leave in the order in which they were handed over.
 *
 * @param <M> a message
 */
final class Outlet<M> {
    /** Told once, when the stream is over for whatever reason; called under no lock of ours. */
    interface Ended {
        void ended();
    }

    private final ServerCallStreamObserver<M> caller;
    private final int limit;
    private final StreamMeter meter;
    private final Queue<M> waiting = new ArrayDeque<>(); // guarded by this
    private boolean over; // guarded by this
    private Ended ended = () -> {}; // guarded by this

    /**
     * Must be made before the call's method returns, for gRPC takes no handlers later.
     *
     * @param limit how many messages may wait for a slow caller before its stream is ended with OK; it will ask again
     */
    Outlet(ServerCallStreamObserver<M> caller, int limit, StreamMeter meter) {
        this.caller = caller;
        this.limit = limit;
        this.meter = meter;
        caller.setOnReadyHandler(this::flush);
        caller.setOnCancelHandler(this::forget);
    }

    /** Calls {@code listener} when the stream ends, at once if it has. */
    void onEnd(Ended listener) {
        boolean already;
        synchronized (this) {
            already = over;
            ended = already ? ended : listener;
        }
        if (already) {
            listener.ended();
        }
    }

    /** After everything handed over before. */
    void send(M message) {
        boolean full;
        synchronized (this) {
            waiting.add(message);
            write();
            full = waiting.size() > limit;
        }
        if (full) {
            meter.overflow();
            complete();
        }
    }

    /** Instead of everything that still waits. */
    synchronized void replace(M message) {
        waiting.clear();
        waiting.add(message);
        write();
    }

    /** Ends with OK; what still waits is dropped, for the caller asks again. */
    void complete() {
        end(caller::onCompleted);
    }

    /** Ends with an error. */
    void fail(RuntimeException refusal) {
        end(() -> caller.onError(refusal));
    }

    private synchronized void flush() {
        write();
    }

    private void forget() {
        end(() -> {});
    }

    private synchronized void write() {
        while (!over && caller.isReady() && waiting.peek() != null) {
            caller.onNext(waiting.remove());
            meter.update();
        }
    }

    private void end(Runnable farewell) {
        Ended listener;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            waiting.clear();
            farewell.run();
            listener = ended;
        }
        listener.ended();
    }
}
