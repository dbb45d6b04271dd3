package io.weft.benchmarks.soak;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Jvm;
import io.weft.benchmarks.Latencies;
import io.weft.benchmarks.Namespace;
import io.weft.benchmarks.RateMain;
import io.weft.benchmarks.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The load generator, a process inside the client, and what it has printed so far. */
record Load(Work work, Process process) {
    private static final String LOG = "load";

    static Load start(Work work, Namespace client, String page, SoakPlan plan) {
        return new Load(
                work,
                work.start(
                        LOG,
                        client.entering(Jvm.command(
                                RateMain.class,
                                page,
                                Integer.toString(plan.rate()),
                                Long.toString(plan.window().toSeconds()),
                                Integer.toString(SoakPlan.CONNECTIONS),
                                Integer.toString(plan.windows())))));
    }

    /** Waits until that time, in nanoseconds of {@link System#nanoTime}, or for its end. */
    boolean isOverAt(long time) {
        try {
            return process.waitFor(Math.max(0, time - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /** So far. */
    long failures() {
        return windows().stream().mapToLong(Latencies::failures).sum();
    }

    /** What it said if it did not end well. */
    Optional<String> complaint() {
        return process.exitValue() == 0 ? Optional.empty() : Optional.of(work.said(LOG));
    }

    /** A line for each window that is over. */
    List<Latencies> windows() {
        String said = work.said(LOG);
        return said.substring(0, said.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("requests="))
                .map(Latencies::parse)
                .toList();
    }
}
