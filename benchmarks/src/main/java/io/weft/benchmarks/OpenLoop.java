package io.weft.benchmarks;

import java.io.IOException;
import java.net.URI;
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
 * @param page with host, port and path
 * @param connections among which the requests are dealt in turn, positive
 */
record OpenLoop(URI page, Schedule schedule, int connections) {
    /** Connections dial and ask once before the clock starts. */
    private static final long LEAD_NANOS = 200_000_000;

    /**
     * @param latencies nanoseconds, of requests answered with 200
     * @param failures everything else
     */
    record Outcome(Histogram latencies, long failures) {}

    Outcome run() throws InterruptedException {
        Histogram latencies = new Histogram(3);
        long failures = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long start = System.nanoTime() + LEAD_NANOS;
            var running = IntStream.range(0, connections)
                    .mapToObj(first -> threads.submit(() -> share(first, start)))
                    .toList();
            for (Future<Outcome> one : running) {
                Outcome outcome = one.get();
                latencies.add(outcome.latencies());
                failures += outcome.failures();
            }
        } catch (ExecutionException e) {
            throw new BenchmarkException(page + " cannot be asked: " + e.getCause(), e);
        }
        return new Outcome(latencies, failures);
    }

    private Outcome share(int first, long start) throws IOException {
        Histogram latencies = new Histogram(3);
        long failures = 0;
        Connection connection = new Connection(page);
        try {
            connection.ask();
            for (long request = first; request < schedule.requests(); request += connections) {
                long due = start + schedule.due(request);
                boolean late = System.nanoTime() > due;
                waitUntil(due);
                // Who was free in time is not charged for the clock's own coarseness.
                long from = late ? due : System.nanoTime();
                if (asked(connection)) {
                    latencies.recordValue(System.nanoTime() - from);
                } else {
                    failures++;
                    connection.close();
                    connection = new Connection(page);
                }
            }
        } finally {
            connection.close();
        }
        return new Outcome(latencies, failures);
    }

    private static boolean asked(Connection connection) {
        try {
            return connection.ask() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
