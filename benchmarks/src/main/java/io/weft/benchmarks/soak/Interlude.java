package io.weft.benchmarks.soak;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Latencies;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** No control plane for a while in the middle, and an idle route that is woken meanwhile. Threading: two of its own. */
record Interlude(ScheduledExecutorService threads, Future<Latencies> waking) implements AutoCloseable {
    /** Begins to wait now. */
    static Interlude schedule(SoakPlan plan, Outage outage, Waking waking) {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        Duration middle = plan.outageBegins().plus(plan.outage().dividedBy(2));
        var _ = threads.schedule(
                () -> outage.keepUp(plan.outage()), plan.outageBegins().toNanos(), TimeUnit.NANOSECONDS);
        return new Interlude(threads, threads.schedule(waking, middle.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Of the idle route; waits for it. */
    Latencies woken() {
        try {
            return waking.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkException("the idle route could not be woken: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
