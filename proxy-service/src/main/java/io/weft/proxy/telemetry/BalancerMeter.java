package io.weft.proxy.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts for one balancer. It says how many endpoints there are, and what happens to each request that it takes; a request
 * that finds an endpoint ready costs one addition and one entry of a histogram. Balancers of the same labels are told as one:
 * their counts together, their gauges added up.
 *
 * <p>The queue is the wait for an endpoint that is ready. The gate is shut while there is nothing to wait for, and requests fail
 * at once.
 *
 * <p>Threading: any thread; a balancer's changes come one after the other.
 *
 * @see "metrics, 7: balancers"
 */
public final class BalancerMeter {
    private static final double NANOS = 1e9;

    private final BalancerSeries series;
    private final InstantSource clock;
    private final Runnable leave;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile int ready;
    private volatile int all;
    private volatile boolean open = true;
    private volatile long changed; // seconds of Unix time
    private volatile boolean told; // of endpoints

    /** {@code leave}: what to do when the balancer is gone. */
    BalancerMeter(BalancerSeries series, InstantSource clock, Runnable leave) {
        this.series = series;
        this.clock = clock;
        this.leave = leave;
        changed = now();
    }

    /** For what sends to one endpoint and balances nothing: it is in no metric. */
    public static BalancerMeter ofNobody() {
        return new BalancerMeter(new BalancerSeries(Duration.ZERO), InstantSource.system(), () -> {});
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /** A request found an endpoint ready. */
    public void passed() {
        series.requests().increment();
        series.latency().record(0);
    }

    /** A request begins to wait. */
    public void queued() {
        series.requests().increment();
        waiting.incrementAndGet();
    }

    /** A request that was {@link #queued} has got an endpoint, {@code nanos} later. */
    public void served(long nanos) {
        waiting.decrementAndGet();
        series.latency().record(nanos / NANOS);
    }

    /** A request that was {@link #queued} waits no longer: it has failed, or goes elsewhere. */
    public void gaveUp() {
        waiting.decrementAndGet();
    }

    /**
     * The set of endpoints was named: for the first time, or anew.
     *
     * @param came whether there are endpoints that were not there before, or were others
     * @param went whether there are fewer of the old ones
     */
    public void updated(boolean came, boolean went) {
        if (!told) {
            told = true;
            series.resets().increment();
            return;
        }
        if (came) {
            series.adds().increment();
        }
        if (went) {
            series.removes().increment();
        }
    }

    /** {@code canTake} of {@code inAll} can be sent to. */
    public void endpoints(int canTake, int inAll) {
        ready = canTake;
        all = inAll;
    }

    /** Whether requests are taken, if only to wait; otherwise they fail at once. At first they are. */
    public void gate(boolean takes) {
        if (takes != open) {
            changed = now();
            open = takes;
            (takes ? series.opened() : series.shut()).increment();
        }
    }

    /** The balancer is gone. Idempotent. */
    public void close() {
        leave.run();
    }

    int ready() {
        return ready;
    }

    int pending() {
        return all - ready;
    }

    int all() {
        return all;
    }

    int waiting() {
        return waiting.get();
    }

    long openSince() {
        return open ? changed : 0;
    }

    long shutSince() {
        return open ? 0 : changed;
    }
}
