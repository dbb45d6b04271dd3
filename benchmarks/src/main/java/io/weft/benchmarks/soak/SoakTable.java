package io.weft.benchmarks.soak;

import io.weft.benchmarks.Latencies;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A result for people, in Markdown. */
final class SoakTable {
    private static final double MEGABYTE = 1024.0 * 1024;

    private SoakTable() {}

    /**
     * Renders it.
     *
     * @param machine where this was, without a full stop
     */
    static String render(SoakResult result, String machine) {
        return machine + ". " + course(result) + "\n\n"
                + "| | RSS MB | PSS MB | anonymous MB | descriptors | threads | CPU, % of a core |\n|---|---|---|---|---|---|---|\n"
                + result.processes().stream().map(SoakTable::row).collect(Collectors.joining())
                + "\n" + verdict(result.faults()) + "\n";
    }

    private static String course(SoakResult result) {
        SoakPlan plan = result.plan();
        return "%s at %d requests a second%s%s: %,d answered, %d failed. p50 / p99 in ms: %s in the first quarter, %s in the last."
                .formatted(
                        time(plan.duration().toSeconds()),
                        plan.rate(),
                        result.peakBytes().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        ", the server's sidecar in a memory cgroup of %.0f MB, of which it had %.1f at most",
                                        plan.memoryLimit().orElse(0) / MEGABYTE,
                                        result.peakBytes().getAsLong() / MEGABYTE)
                                : "",
                        result.woken()
                                .map(found -> ", without a control plane for "
                                        + time(plan.outage().toSeconds())
                                        + " in the middle, when %d requests were asked on an idle route and %d failed"
                                                .formatted(found.requests() + found.failures(), found.failures()))
                                .orElse(""),
                        result.requests(),
                        result.failures(),
                        latencies(result::early),
                        latencies(result::late));
    }

    private static String latencies(ToDoubleFunction<ToDoubleFunction<Latencies>> when) {
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f",
                when.applyAsDouble(Latencies::p50) / 1e3,
                when.applyAsDouble(Latencies::p99) / 1e3);
    }

    private static String time(long seconds) {
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    private static String row(Series process) {
        if (!process.isJudged()) {
            return "| " + process.name() + " | too short a time to tell | | | | | |\n";
        }
        return "| " + process.name() + " | "
                + Arrays.stream(Figure.values())
                        .map(figure -> cell(figure, Trend.of(process.settled(), figure)))
                        .collect(Collectors.joining(" | "))
                + String.format(Locale.ROOT, " | %.1f |\n", process.cpuPercent());
    }

    private static String cell(Figure figure, Trend trend) {
        return figure.text(trend.begin()) + " → " + figure.text(trend.end());
    }

    private static String verdict(List<String> faults) {
        return faults.isEmpty()
                ? "Passed: no request failed, and nothing grew."
                : "Failed: " + String.join("; ", faults) + ".";
    }
}
