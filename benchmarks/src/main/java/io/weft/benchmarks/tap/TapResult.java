package io.weft.benchmarks.tap;

import io.weft.benchmarks.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a run found.
 *
 * @param rounds at least one
 */
record TapResult(TapPlan plan, List<TapRound> rounds) {
    TapResult {
        rounds = List.copyOf(rounds);
    }

    Spread spread(ToDoubleFunction<TapRound> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    /** In all rounds together. */
    long failures() {
        return rounds.stream().mapToLong(TapRound::failures).sum();
    }
}
