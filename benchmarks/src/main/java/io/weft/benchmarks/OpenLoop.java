package io.weft.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Asks at a fixed rate, however slowly answers come: a request that is due while its connection still waits for an answer
 * counts from when it was due, so that a stall is felt by all it held up.
 *
 * <p>Threading: one thread per connection while {@link #run} runs.
 *
 * @param page with host, port and path, as {@link Asking} takes it
 * @param connections among which the requests are dealt in turn, positive
 * @param before how often each connection asks before the clock starts, positive: a generator that has not asked yet is slow itself
 */
record OpenLoop(URI page, Schedule schedule, int connections, int before) {
    private static final long LEAD_NANOS = 50_000_000;

    /** Each connection asks once before the clock starts. */
    OpenLoop(URI page, Schedule schedule, int connections) {
        this(page, schedule, connections, 1);
    }

    /**
     * @param latencies nanoseconds, of requests that were answered
     * @param failures everything else
     * @param complaints what was wrong with those, each once
     */
    record Outcome(Histogram latencies, long failures, Set<String> complaints) {}

    Outcome run() throws InterruptedException {
        return run(() -> {});
    }

    /** {@code started}: called once, when every connection has asked and the clock is about to start. */
    Outcome run(Runnable started) throws InterruptedException {
        Histogram latencies = new Histogram(3);
        long failures = 0;
        Set<String> complaints = new TreeSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            Start start = new Start(connections, started);
            var running = IntStream.range(0, connections)
                    .mapToObj(first -> threads.submit(() -> share(first, start)))
                    .toList();
            for (Future<Outcome> one : running) {
                Outcome outcome = one.get();
                latencies.add(outcome.latencies());
                failures += outcome.failures();
                complaints.addAll(outcome.complaints());
            }
        } catch (ExecutionException e) {
            throw new BenchmarkException(page + " cannot be asked: " + e.getCause(), e);
        }
        return new Outcome(latencies, failures, complaints);
    }

    private Outcome share(int first, Start all) throws IOException, InterruptedException {
        Histogram latencies = new Histogram(3);
        long failures = 0;
        Set<String> complaints = new TreeSet<>();
        Asking connection = warmed(all);
        try {
            long start = all.await();
            for (long request = first; request < schedule.requests(); request += connections) {
                long due = start + schedule.due(request);
                boolean late = System.nanoTime() > due;
                waitUntil(due);
                // Who was free in time is not charged for the clock's own coarseness.
                long from = late ? due : System.nanoTime();
                Optional<String> complaint = asked(connection);
                if (complaint.isEmpty()) {
                    latencies.recordValue(System.nanoTime() - from);
                } else {
                    failures++;
                    complaints.add(complaint.get());
                    connection.close();
                    connection = Asking.of(page);
                }
            }
        } finally {
            connection.close();
        }
        return new Outcome(latencies, failures, complaints);
    }

    private Asking warmed(Start all) throws IOException {
        try {
            Asking connection = Asking.of(page);
            for (int asked = 0; asked < before; asked++) {
                var _ = connection.ask();
            }
            return connection;
        } finally {
            all.ready();
        }
    }

    /** The moment from which the schedule counts: soon after the last connection is ready, or has failed. */
    private static final class Start {
        private final CountDownLatch waiting;
        private final Runnable started;
        private long nanos; // 0 before it

        Start(int connections, Runnable started) {
            waiting = new CountDownLatch(connections);
            this.started = started;
        }

        void ready() {
            waiting.countDown();
        }

        long await() throws InterruptedException {
            waiting.await();
            return moment();
        }

        private synchronized long moment() {
            if (nanos == 0) {
                started.run();
                nanos = System.nanoTime() + LEAD_NANOS;
            }
            return nanos;
        }
    }

    private static Optional<String> asked(Asking connection) {
        try {
            return connection.ask();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
