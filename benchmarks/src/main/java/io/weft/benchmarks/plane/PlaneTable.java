package io.weft.benchmarks.plane;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A result for people, in Markdown: medians of the rounds, with the least and the most of them. */
final class PlaneTable {
    private PlaneTable() {}

    static String render(PlaneResult result) {
        return figures(result) + (result.growth().isEmpty() ? "" : growth(result));
    }

    private static String figures(PlaneResult result) {
        Plan plan = result.plan();
        return "%,d services, %,d endpoints, %,d proxies with %,d streams; %d rounds of %d changes.\n\n"
                        .formatted(
                                plan.world().services(),
                                plan.world().endpoints(),
                                plan.proxies(),
                                plan.streams(),
                                plan.rounds(),
                                plan.changes())
                + "| | |\n|---|---|\n"
                + row(
                        result,
                        "a change reaches its last proxy, ms: p50",
                        round -> round.updates().p50())
                + row(result, "p99", round -> round.updates().p99())
                + row(result, "max", round -> round.updates().max())
                + row(result, "RSS, MB", Round::rss)
                + row(
                        result,
                        "rollout of %d pods: the last proxy knows the last pod after, ms"
                                .formatted(plan.world().busy()),
                        round -> round.rollout().settledMillis())
                + row(result, "messages to each proxy", round -> round.rollout().messages())
                + row(result, "CPU of the process, ms", round -> round.rollout().cpuMillis())
                + row(result, "streams of a proxy that does not read, sent away", Round::slowReaders)
                + row(
                        result,
                        "started again: all streams are answered after, ms",
                        round -> round.restart().answeredMillis())
                + row(
                        result,
                        "the fewest pods of the busy service a proxy knew",
                        round -> round.restart().least())
                + row(result, "RSS then, MB", round -> round.restart().rss())
                + row(
                        result,
                        "a change then, ms: p99",
                        round -> round.restart().updates().p99());
    }

    private static String row(PlaneResult result, String what, ToDoubleFunction<Round> figure) {
        double[] all = result.rounds().stream().mapToDouble(figure).sorted().toArray();
        return "| %s | %s (%s to %s) |\n"
                .formatted(what, number(result.median(figure)), number(all[0]), number(all[all.length - 1]));
    }

    private static String growth(PlaneResult result) {
        return "\n| services | endpoints | streams | live heap, MB | RSS, MB |\n|---|---|---|---|---|\n"
                + result.growth().stream()
                        .map(row -> "| %,d | %,d | %,d | %s | %s |\n"
                                .formatted(
                                        row.services(),
                                        row.endpoints(),
                                        row.streams(),
                                        number(row.heap()),
                                        number(row.rss())))
                        .collect(Collectors.joining())
                + "\nLive heap grows by %s KB for each endpoint and %s KB for each stream.\n"
                        .formatted(number(result.heapPerEndpoint()), number(result.heapPerStream()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1000 ? "%,.0f" : "%.1f", value);
    }
}
