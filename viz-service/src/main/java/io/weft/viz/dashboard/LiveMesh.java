package io.weft.viz.dashboard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The mesh as text, again and again, to whoever looks: computed once for all of them, and not at all while nobody does. Who
 * reads slowly skips to the newest.
 *
 * <p>Threading: safe from any thread; looks on {@code scheduler}.
 */
public final class LiveMesh {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMesh.class);

    private final Flux<String> looks;
    private final int mostReaders;
    private final AtomicInteger readers = new AtomicInteger();

    /**
     * Looks at nothing yet.
     *
     * @param look the text of this moment
     * @param interval between two looks; positive
     * @param mostReaders at one time; who comes later gets no stream
     */
    public LiveMesh(Supplier<String> look, Duration interval, int mostReaders, Scheduler scheduler) {
        this.mostReaders = mostReaders;
        looks = Flux.interval(Duration.ZERO, interval, scheduler)
                .onBackpressureDrop()
                .concatMap(tick -> Mono.fromSupplier(look).onErrorResume(surprise -> {
                    LOG.warn("the mesh could not be shown this time", surprise);
                    return Mono.empty();
                }))
                .replay(1)
                .refCount();
    }

    /** Fails with {@link TooManyReadersException} if there are as many readers as there may be. */
    Flux<String> read() {
        return Flux.defer(() -> {
            if (readers.incrementAndGet() > mostReaders) {
                readers.decrementAndGet();
                return Flux.error(new TooManyReadersException(mostReaders));
            }
            return looks.onBackpressureLatest().doFinally(end -> readers.decrementAndGet());
        });
    }

    /** How many look now. */
    public int readers() {
        return readers.get();
    }
}
