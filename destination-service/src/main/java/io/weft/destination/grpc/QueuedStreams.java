package io.weft.destination.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.service.grpc.WatchTranslator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Streams of differences: each change is put into messages at once and waits for its reader. One that falls too far behind
 * is sent away with OK and begins afresh; the index waits for nobody. (Where each message replaces the one before,
 * {@link io.weft.service.grpc.WatchStreams} lets a slow reader skip instead.)
 *
 * <p>Threading: safe from any thread.
 *
 * @see "wire-behaviour, 1.7: slow client"
 */
public final class QueuedStreams {
    /** Messages that may wait for one reader. */
    static final int LIMIT = 100;

    private final Executor executor;
    private final MeterRegistry registry;
    private final Set<QueuedStream<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** @param executor where changes are translated and written; must not run tasks in the caller's thread */
    public QueuedStreams(Executor executor, MeterRegistry registry) {
        this.executor = executor;
        this.registry = registry;
    }

    /**
     * Answers a call with what changes in {@code source}. To be called within the service method that got {@code observer},
     * once, as its last act.
     *
     * @param service what the stream is about: who falls behind is counted under it
     * @param onClosed runs once when the stream is over, however it ended
     */
    <T, M> void serve(
            String service,
            Latest<T> source,
            WatchTranslator<? super T, M> translator,
            StreamObserver<M> observer,
            Runnable onClosed) {
        QueuedStream<M> stream =
                new QueuedStream<>((ServerCallStreamObserver<M>) observer, LIMIT, () -> overflow(service));
        open.add(stream);
        Latest.Subscription subscription = source.subscribe(executor, value -> tell(stream, translator, value));
        stream.onEnd(() -> {
            open.remove(stream);
            subscription.cancel();
            onClosed.run();
        });
        if (closing) {
            stream.complete();
        }
    }

    private void overflow(String service) {
        Counter.builder("endpoint.updates.queue.overflow")
                .description("Streams whose readers fell too far behind and were sent away")
                .tag("service", service)
                .register(registry)
                .increment();
    }

    private static <T, M> void tell(QueuedStream<M> stream, WatchTranslator<? super T, M> translator, T value) {
        try {
            stream.send(translator.translate(value));
        } catch (RuntimeException refusal) {
            stream.fail(refusal);
        }
    }

    /** Ends every stream with OK, so that readers turn to another replica; streams opened later end at once. */
    public void endAll() {
        closing = true;
        List.copyOf(open).forEach(QueuedStream::complete);
    }
}
