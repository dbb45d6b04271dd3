package io.weft.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one pair of proxies cost over all rounds of one scenario.
 *
 * @param samples one a round
 * @param readySeconds from a proxy's start until its workload was ready, if that was seen
 * @param first what its first thousand requests took, if they were of this scenario
 * @param failure why the figures mean nothing: a request failed
 */
record Result(
        Scenario scenario,
        Mesh mesh,
        List<Sample> samples,
        OptionalDouble readySeconds,
        Optional<Latencies> first,
        Optional<String> failure) {
    Result {
        samples = List.copyOf(samples);
    }

    boolean isVoid() {
        return failure.isPresent();
    }

    /** Of a figure, over the rounds; there is one round at least. */
    Spread of(ToDoubleFunction<Sample> figure) {
        return Spread.of(samples.stream().mapToDouble(figure).toArray());
    }

    double median(ToDoubleFunction<Sample> figure) {
        return of(figure).median();
    }
}
