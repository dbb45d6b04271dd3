package io.weft.benchmarks.viz;

import io.weft.benchmarks.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run found.
 *
 * @param rounds at least one
 */
record VizResult(VizPlan plan, List<VizRound> rounds) {
    VizResult {
        rounds = List.copyOf(rounds);
    }

    Spread spread(ToDoubleFunction<VizRound> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }
}
