package io.weft.viz.workload;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of destination-service that is kept open for ever: asked for again with backoff when it ends.
 *
 * <p>Threading: safe from any thread; messages arrive on gRPC's, one at a time.
 *
 * @param <M> its messages
 */
public final class FollowedStream<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedStream.class);
    private static final Duration LEAST_WAIT = Duration.ofMillis(200);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final String what;
    private final Consumer<StreamObserver<M>> call;
    private final Consumer<M> reader;
    private final ScheduledExecutorService timer;
    private final Backoff backoff = new Backoff(LEAST_WAIT, MOST_WAIT, RandomGenerator.getDefault());
    private final Context.CancellableContext life = Context.ROOT.withCancellation();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean(); // that nobody answers: once until someone does

    /**
     * Opens nothing yet. The timer stays the caller's.
     *
     * @param what is streamed, for the log
     * @param call asks for the stream
     * @param reader takes each message
     */
    public FollowedStream(
            String what, Consumer<StreamObserver<M>> call, Consumer<M> reader, ScheduledExecutorService timer) {
        this.what = what;
        this.call = call;
        this.reader = reader;
        this.timer = timer;
    }

    public void open() {
        life.run(() -> call.accept(new Reader()));
    }

    /** Whether it is open, and has said something. */
    public boolean isConnected() {
        return connected.get();
    }

    @Override
    public void close() {
        life.cancel(null);
    }

    private void openAgain(Status why) {
        if (life.isCancelled()) {
            return;
        }
        Duration wait;
        synchronized (backoff) {
            wait = backoff.next();
        }
        if (connected.getAndSet(false)) {
            LOG.info("{}: the stream ended ({}); asking again, the last answer stays", what, why.getCode());
        } else if (!told.getAndSet(true)) {
            LOG.warn(
                    "{}: destination-service does not answer ({}: {}); asking on",
                    what,
                    why.getCode(),
                    why.getDescription());
        } else {
            LOG.debug("{}: no answer ({}: {})", what, why.getCode(), why.getDescription());
        }
        try {
            var _ = timer.schedule(this::open, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("{}: not asking again, the service is closing", what);
        }
    }

    /** One stream's. gRPC calls it one event at a time. */
    private final class Reader implements StreamObserver<M> {
        @Override
        public void onNext(M message) {
            synchronized (backoff) {
                backoff.reset();
            }
            told.set(false);
            if (!connected.getAndSet(true)) {
                LOG.info("{}: connected", what);
            }
            reader.accept(message);
        }

        @Override
        public void onError(Throwable failure) {
            openAgain(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            openAgain(Status.OK);
        }
    }
}
