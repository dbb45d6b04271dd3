package io.weft.benchmarks;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What every pair is put through, in the same order and for the same time.
 *
 * @param seconds of each part; the warm-up takes twice that
 * @param connections of the saturating load
 */
record Course(int seconds, int connections) {
    /** Requests a second at which latency is measured. */
    static final int CALM = 1000;

    /** Requests a second at which processor time and memory are measured. */
    static final int PACE = 2000;

    /** Connections of the paced loads. */
    private static final int PACED_CONNECTIONS = 16;

    /**
     * Measures one pair.
     *
     * @throws BenchmarkException if requests failed: then nothing that was measured means anything
     */
    Result run(Pair pair, Consumer<String> progress) {
        progress.accept(pair.name() + ": warming up");
        wrk(pair, 2 * seconds);
        progress.accept(pair.name() + ": saturated");
        long before = cpu(pair);
        Saturation saturation = wrk(pair, seconds);
        long saturated = cpu(pair) - before;
        progress.accept(pair.name() + ": " + CALM + " requests a second");
        Latencies latencies = paced(pair, CALM, 2 * seconds);
        progress.accept(pair.name() + ": " + PACE + " requests a second");
        before = cpu(pair);
        Latencies paced = paced(pair, PACE, seconds);
        long calm = cpu(pair) - before;
        return new Result(
                pair.name(),
                saturation,
                (double) saturated / saturation.requests(),
                (double) calm / paced.requests(),
                latencies,
                ProcFiles.memory(pair.client()).max(ProcFiles.memory(pair.server())));
    }

    private Saturation wrk(Pair pair, int duration) {
        Saturation found = Saturation.parse(pair.namespace()
                .run("wrk", "-t1", "-c" + connections, "-d" + duration + "s", "--timeout", "10s", pair.page()));
        refuse(pair, found.failures());
        return found;
    }

    private Latencies paced(Pair pair, int rate, int duration) {
        Latencies found = Latencies.parse(pair.namespace()
                .run(Jvm.command(
                        RateMain.class,
                        pair.page(),
                        Integer.toString(rate),
                        Integer.toString(duration),
                        Integer.toString(PACED_CONNECTIONS))));
        refuse(pair, found.failures());
        return found;
    }

    private static void refuse(Pair pair, long failures) {
        if (failures > 0) {
            throw new BenchmarkException(
                    pair.name() + ": " + failures + " requests failed, so its figures mean nothing");
        }
    }

    private static long cpu(Pair pair) {
        return ProcFiles.cpuMicros(Stream.of(pair.client(), pair.server())
                .flatMap(Collection::stream)
                .toList());
    }
}
