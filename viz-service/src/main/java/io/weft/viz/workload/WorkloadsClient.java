package io.weft.viz.workload;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weft.api.mesh.WatchRequest;
import io.weft.api.mesh.WorkloadsGrpc;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.core.Latest;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a watch on destination-service's workloads open for ever: reconnects with backoff, keeps the last answer meanwhile.
 *
 * <p>Threading: safe from any thread; updates arrive on gRPC's.
 *
 * @see "design: io.weft.mesh.v1.Workloads/Watch"
 */
public final class WorkloadsClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkloadsClient.class);
    private static final Duration LEAST_WAIT = Duration.ofMillis(200);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private final WorkloadsGrpc.WorkloadsStub stub;
    private final ScheduledExecutorService timer;
    private final Latest<Workloads> workloads = new Latest<>(Workloads.NONE);
    private final Backoff backoff = new Backoff(LEAST_WAIT, MOST_WAIT, RandomGenerator.getDefault());
    private final Context.CancellableContext life = Context.ROOT.withCancellation();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean(); // that nobody answers: once until someone does

    /** Opens nothing yet. Channel and timer stay the caller's. */
    public WorkloadsClient(Channel channel, ScheduledExecutorService timer) {
        stub = WorkloadsGrpc.newStub(channel);
        this.timer = timer;
    }

    public void open() {
        life.run(() -> stub.watch(WatchRequest.getDefaultInstance(), new Reader()));
    }

    public Latest<Workloads> workloads() {
        return workloads;
    }

    /** Whether the last answer is being kept up to date. */
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
            LOG.info("workloads: the stream ended ({}); asking again, the last answer stays", why.getCode());
        } else if (!told.getAndSet(true)) {
            LOG.warn(
                    "workloads: destination-service does not answer ({}: {}); asking on",
                    why.getCode(),
                    why.getDescription());
        } else {
            LOG.debug("workloads: no answer ({}: {})", why.getCode(), why.getDescription());
        }
        try {
            var _ = timer.schedule(this::open, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("workloads: not asking again, the service is closing");
        }
    }

    /** One stream's. gRPC calls it one event at a time. */
    private final class Reader implements StreamObserver<WorkloadsUpdate> {
        @Override
        public void onNext(WorkloadsUpdate update) {
            synchronized (backoff) {
                backoff.reset();
            }
            told.set(false);
            if (!connected.getAndSet(true)) {
                LOG.info("workloads: connected");
            }
            Workloads before = update.getReset() ? Workloads.NONE : workloads.get();
            workloads.set(before.without(update.getRemoveList().stream()
                            .map(WorkloadTranslator::key)
                            .toList())
                    .with(update.getApplyList().stream()
                            .map(WorkloadTranslator::workload)
                            .toList()));
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
