package io.weft.benchmarks.tap;

import io.weft.benchmarks.Spread;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A result for people, in Markdown: medians of the rounds, with the least and the most of them. */
final class TapTable {
    private static final double MILLI = 1000;

    private TapTable() {}

    /** {@code machine} says where that was. */
    static String render(TapResult result, String machine) {
        TapPlan plan = result.plan();
        return "%s. %,d requests a second over %d connections; %d rounds of twice %d s; %,d requests failed.\n\n"
                        .formatted(
                                machine,
                                plan.rate(),
                                plan.connections(),
                                plan.rounds(),
                                plan.seconds(),
                                result.failures())
                + "| | nobody taps | a tap at its default rate |\n|---|---|---|\n"
                + row(result, "CPU of the server's sidecar for a request, µs", Part::cpuMicros)
                + row(result, "p99 of the client, ms", part -> part.p99() / MILLI)
                + row(result, "requests shown, a second", Part::shown)
                + "\nThe tap adds %s %% to the sidecar's processor time.\n"
                        .formatted(text(result.spread(TapRound::addedPercent)));
    }

    private static String row(TapResult result, String what, ToDoubleFunction<Part> figure) {
        return "| %s | %s | %s |\n"
                .formatted(
                        what,
                        text(result.spread(round -> figure.applyAsDouble(round.alone()))),
                        text(result.spread(round -> figure.applyAsDouble(round.tapped()))));
    }

    private static String text(Spread spread) {
        return "%s (%s to %s)".formatted(number(spread.median()), number(spread.least()), number(spread.most()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
