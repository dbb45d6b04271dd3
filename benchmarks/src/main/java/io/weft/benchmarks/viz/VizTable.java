package io.weft.benchmarks.viz;

import io.weft.benchmarks.Spread;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A result for people, in Markdown: medians of the rounds, with the least and the most of them, beside what is wanted. */
final class VizTable {
    private VizTable() {}

    static String render(VizResult result) {
        VizPlan plan = result.plan();
        return "%,d sidecars with %,d series each, scraped every %d s; %d rounds, in each of which questions were asked for %d s.\n\n"
                        .formatted(plan.sidecars(), plan.series(), plan.interval(), plan.rounds(), plan.seconds())
                + "| | | at most |\n|---|---|---|\n"
                + row(result, "RSS, MB", "400", VizRound::rss)
                + row(result, "live heap, MB", "", VizRound::liveHeap)
                + row(result, "series kept", "", VizRound::series)
                + row(result, "samples that found no room", "0", VizRound::refused)
                + row(result, "scrapes", "", round -> round.scrapes().scrapes())
                + row(result, "of them late", "0", round -> round.scrapes().late())
                + row(result, "of them failed", "0", VizRound::unanswered)
                + row(
                        result,
                        "longest from one scrape of a sidecar to the next, s",
                        "",
                        round -> round.scrapes().longest())
                + row(result, "questions", "", round -> round.questions().questions())
                + row(result, "of them failed", "0", round -> round.questions().failures())
                + row(
                        result,
                        "answered after, ms: p50",
                        "",
                        round -> round.questions().timings().p50())
                + row(result, "p99", "300", round -> round.questions().timings().p99())
                + row(result, "max", "", round -> round.questions().timings().max())
                + row(
                        result,
                        "looks at the live mesh",
                        "",
                        round -> round.questions().looks())
                + row(result, "CPU, % of a core", "", VizRound::cpu);
    }

    private static String row(VizResult result, String what, String wanted, ToDoubleFunction<VizRound> figure) {
        Spread spread = result.spread(figure);
        return "| %s | %s (%s to %s) | %s |\n"
                .formatted(what, number(spread.median()), number(spread.least()), number(spread.most()), wanted);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) || value >= 1000 ? "%,.0f" : "%.1f", value);
    }
}
