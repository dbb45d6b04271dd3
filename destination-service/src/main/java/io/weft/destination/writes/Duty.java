package io.weft.destination.writes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Ticker;
import io.weft.service.cluster.LeaderLease;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something one replica of several keeps written in the cluster. Looks for what is to be written shortly after it is woken, and
 * every ten seconds.
 *
 * <p>Threading: safe from any thread; writes on a thread of its own.
 */
public final class Duty implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Duty.class);
    /** Changes seldom come alone: this long after the first, they are looked at together. */
    private static final long GATHER_NANOS = 100_000_000L;

    private final LeaderLease lease;
    private final DutyRound round;
    private final Semaphore news = new Semaphore(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Not started yet.
     *
     * @param lease of the lease that it wakes: made with {@link #wake} of this
     * @param due everything that does not stand in the cluster as it should
     * @param what is written, for its metrics: {@code resource.status.patch}
     */
    public Duty(Function<Runnable, LeaderLease> lease, Supplier<List<Task>> due, String what, MeterRegistry registry) {
        this.lease = lease.apply(this::wake);
        this.round = new DutyRound(this.lease::leads, due, new WriteMeter(registry, what), Ticker.system());
        this.thread = Thread.ofVirtual().name(what).unstarted(this::run);
        Gauge.builder("leader", this.lease, held -> held.leads() ? 1 : 0)
                .description("1 in the replica that leads")
                .tag("lease", this.lease.name())
                .strongReference(true)
                .register(registry);
    }

    /** Begins to ask for the lease, and to write while it is held. Once. */
    public void start() {
        lease.start();
        thread.start();
    }

    /** There may be something to write. Returns at once. */
    public void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void run() {
        try {
            while (!closing.await(GATHER_NANOS, TimeUnit.NANOSECONDS)) {
                news.drainPermits();
                long again = guarded();
                boolean woken = news.tryAcquire(again, TimeUnit.NANOSECONDS);
                log.trace("looking again, woken: {}", woken);
            }
        } catch (InterruptedException closed) {
            log.debug("nothing is written any more");
        }
    }

    private long guarded() {
        try {
            return round.run();
        } catch (RuntimeException surprise) {
            log.error("What is to be written cannot be told; it is looked at again", surprise);
            return DutyRound.RECONCILE_NANOS;
        }
    }

    /** Finishes what is being written, and lets another replica lead. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        wake();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        lease.close();
    }
}
