package io.weft.benchmarks.plane;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run found.
 *
 * @param rounds at least one
 * @param growth may be empty; else without and with streams in turn, the smallest size first
 */
record PlaneResult(Plan plan, List<Round> rounds, List<Growth> growth) {
    private static final double KILO = 1024;

    PlaneResult {
        rounds = List.copyOf(rounds);
        growth = List.copyOf(growth);
    }

    /** Of the rounds; of an even number, the higher of the two in the middle. */
    double median(ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Live heap per endpoint without streams, in kilobytes, from the smallest size to the largest. */
    double heapPerEndpoint() {
        Growth least = growth.getFirst();
        Growth most = growth.get(growth.size() - 2);
        return (most.heap() - least.heap()) * KILO / (most.endpoints() - least.endpoints());
    }

    /** Live heap per stream, in kilobytes: what proxies add at the largest size. */
    double heapPerStream() {
        Growth with = growth.getLast();
        Growth without = growth.get(growth.size() - 2);
        return (with.heap() - without.heap()) * KILO / with.streams();
    }
}
