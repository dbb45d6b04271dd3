package io.weft.service.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.weft.core.Latest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream: sends the latest value whenever the reader has room for it, and skips what came in between.
 *
 * <p>Threading: woken from any thread (a new value, room to write, the end). Whoever wakes it first does the work; others
 * leave a mark and go, so that the observer sees one call at a time.
 */
final class WatchResponder<T, M> {
    private static final Logger log = LoggerFactory.getLogger(WatchResponder.class);

    private final Latest<T> source;
    private final WatchTranslator<? super T, M> translator;
    private final ServerCallStreamObserver<M> out;
    private final Runnable onClosed;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Queue<M> unsent = new ArrayDeque<>(); // guarded by wakes
    private @Nullable T told; // guarded by wakes
    private boolean closed; // guarded by wakes
    private volatile boolean ending;
    private volatile Latest.@Nullable Subscription subscription;

    WatchResponder(
            Latest<T> source,
            WatchTranslator<? super T, M> translator,
            ServerCallStreamObserver<M> out,
            Runnable onClosed) {
        this.source = source;
        this.translator = translator;
        this.out = out;
        this.onClosed = onClosed;
    }

    /** To be called from the call's own method: gRPC takes handlers only before it returns. */
    void start(Executor executor) {
        out.setOnReadyHandler(this::wake);
        out.setOnCancelHandler(this::wake);
        subscription = source.subscribe(executor, _ -> wake());
        wake();
    }

    /** Ends the stream with OK, after the messages of a value already begun. */
    void end() {
        ending = true;
        wake();
    }

    private void wake() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            work();
            seen = wakes.addAndGet(-seen);
        } while (seen > 0);
    }

    private void work() {
        if (closed) {
            unsubscribe(); // a stream may be over before start() has its subscription
            return;
        }
        try {
            send();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void send() {
        if (out.isCancelled()) {
            close();
            return;
        }
        while (out.isReady() && refill()) {
            out.onNext(unsent.remove());
        }
        if (ending) {
            unsent.forEach(out::onNext);
            out.onCompleted();
            close();
        }
    }

    /** Whether there is something to send. */
    private boolean refill() {
        while (unsent.isEmpty() && !ending) {
            T value = source.get();
            if (value.equals(told)) {
                return false;
            }
            told = value;
            unsent.addAll(translator.translate(value));
        }
        return !unsent.isEmpty();
    }

    private void fail(RuntimeException e) {
        Status status = Status.fromThrowable(e);
        if (status.getCode() == Status.Code.UNKNOWN) {
            log.warn("a watch ended by surprise", e);
        }
        close();
        if (!out.isCancelled()) {
            out.onError(status.getCode() == Status.Code.UNKNOWN ? Status.INTERNAL.asException() : e);
        }
    }

    private void close() {
        closed = true;
        unsent.clear();
        unsubscribe();
        onClosed.run();
    }

    private void unsubscribe() {
        Latest.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
