package io.weft.service.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.weft.core.Latest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.springframework.context.event.EventListener;
import org.springframework.grpc.server.lifecycle.GrpcServerShutdownEvent;

/**
 * Streams values that change to the callers of server-streaming methods.
 *
 * <p>A reader gets the value of now and then each newer one it has room for; one that reads slowly skips to the newest and
 * holds up nobody. When the server shuts down every stream ends with OK, so that proxies reconnect at once.
 *
 * <p>Threading: safe from any thread.
 */
public final class WatchStreams {
    private final Executor executor;
    private final Set<WatchResponder<?, ?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** @param executor where values are translated and written; must not run tasks in the caller's thread */
    public WatchStreams(Executor executor) {
        this.executor = executor;
    }

    /**
     * Answers a call with every value of {@code source}, in the messages of {@code translator}. To be called within the
     * service method that got {@code observer}, once, as its last act.
     */
    public <T, M> void serve(Latest<T> source, WatchTranslator<? super T, M> translator, StreamObserver<M> observer) {
        serve(source, translator, observer, () -> {});
    }

    /**
     * As {@link #serve(Latest, WatchTranslator, StreamObserver)}.
     *
     * @param onClosed runs once when the stream is over, however it ended; an index drops what nobody watches any more
     */
    public <T, M> void serve(
            Latest<T> source, WatchTranslator<? super T, M> translator, StreamObserver<M> observer, Runnable onClosed) {
        new Entry<>(source, translator, (ServerCallStreamObserver<M>) observer, onClosed).open();
    }

    /** How many streams are open. */
    public int size() {
        return open.size();
    }

    /** Ends every stream with OK; streams opened later end at once. */
    @EventListener(GrpcServerShutdownEvent.class)
    public void endAll() {
        closing = true;
        open.forEach(WatchResponder::end);
    }

    private final class Entry<T, M> {
        private final WatchResponder<T, M> responder;

        Entry(
                Latest<T> source,
                WatchTranslator<? super T, M> translator,
                ServerCallStreamObserver<M> out,
                Runnable onClosed) {
            responder = new WatchResponder<>(source, translator, out, () -> {
                forget();
                onClosed.run();
            });
        }

        void open() {
            open.add(responder);
            responder.start(executor);
            if (closing) {
                responder.end();
            }
        }

        private void forget() {
            open.remove(responder);
        }
    }
}
