package io.weft.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Results as Markdown, a table a scenario: medians over the rounds, and in brackets the least and the most; with what matters
 * as ratios, to no proxies and to haproxy.
 */
final class Table {
    private static final String NONE = "–";

    private Table() {}

    static String render(List<Result> results) {
        return Arrays.stream(Scenario.values())
                .map(scenario -> results.stream()
                        .filter(result -> result.scenario() == scenario)
                        .toList())
                .filter(rows -> !rows.isEmpty())
                .map(Table::table)
                .collect(Collectors.joining("\n"));
    }

    private static String table(List<Result> rows) {
        StringBuilder text = new StringBuilder("### "
                + rows.getFirst().scenario().text() + "\n" + """
            | | requests/s, saturated | CPU µs a request, saturated | CPU µs a request at %d/s | p50 / p90 / p99 / p99.9 at %d/s, ms | added to no proxies, ms | at %d/s, ms | RSS / PSS / anonymous MB | ready s | first 1,000: p50 / p99 / longest, ms |
            |---|---|---|---|---|---|---|---|---|---|
            """.formatted(Course.PACE, Course.CALM, Course.PACE));
        Optional<Result> bare = row(Mesh.DIRECT, rows);
        Optional<Result> yardstick = row(Mesh.HAPROXY, rows);
        rows.forEach(row -> text.append(line(row, bare, yardstick)));
        return text.toString();
    }

    private static Optional<Result> row(Mesh mesh, List<Result> rows) {
        return rows.stream().filter(row -> row.mesh() == mesh && !row.isVoid()).findFirst();
    }

    private static String line(Result row, Optional<Result> bare, Optional<Result> yardstick) {
        if (row.isVoid()) {
            return "| " + row.mesh().title() + " | void: "
                    + row.failure().orElse("").replace('|', '/') + " | | | | | | | | |\n";
        }
        boolean proxies = row.mesh() != Mesh.DIRECT;
        return String.join(
                        " | ",
                        "| " + row.mesh().title(),
                        spread("%,.0f", row.of(sample -> sample.saturation().perSecond()), ""),
                        proxies ? cpu(row, yardstick, Sample::saturatedCpu) : NONE,
                        proxies ? cpu(row, yardstick, Sample::pacedCpu) : NONE,
                        latencies(row, Sample::calm),
                        proxies ? bare.map(base -> added(row, base)).orElse(NONE) : NONE,
                        latencies(row, Sample::paced),
                        proxies ? memory(row) : NONE,
                        row.readySeconds().isPresent()
                                ? String.format(
                                        Locale.ROOT, "%.2f", row.readySeconds().getAsDouble())
                                : NONE,
                        row.first().map(Table::first).orElse(NONE))
                + " |\n";
    }

    private static String cpu(Result row, Optional<Result> yardstick, ToDoubleFunction<Sample> figure) {
        Spread found = row.of(figure);
        return spread(
                "%.0f",
                found,
                yardstick
                        .map(than -> String.format(Locale.ROOT, "× %.2f", found.median() / than.median(figure)))
                        .orElse(""));
    }

    private static String spread(String format, Spread found, String ratio) {
        String range = found.least() == found.most()
                ? ""
                : String.format(Locale.ROOT, format + " to " + format, found.least(), found.most());
        String remarks = List.of(ratio, range).stream()
                .filter(remark -> !remark.isEmpty())
                .collect(Collectors.joining("; "));
        return String.format(Locale.ROOT, format, found.median()) + (remarks.isEmpty() ? "" : " (" + remarks + ")");
    }

    private static String latencies(Result row, Function<Sample, Latencies> at) {
        return millis(row.median(sample -> at.apply(sample).p50())) + " / "
                + millis(row.median(sample -> at.apply(sample).p90())) + " / "
                + millis(row.median(sample -> at.apply(sample).p99())) + " / "
                + millis(row.median(sample -> at.apply(sample).p999()));
    }

    private static String first(Latencies found) {
        return millis(found.p50()) + " / " + millis(found.p99()) + " / " + millis(found.max());
    }

    private static String added(Result row, Result bare) {
        return added(row, bare, sample -> sample.calm().p50()) + " / "
                + added(row, bare, sample -> sample.calm().p90()) + " / "
                + added(row, bare, sample -> sample.calm().p99()) + " / "
                + added(row, bare, sample -> sample.calm().p999());
    }

    private static String added(Result row, Result bare, ToDoubleFunction<Sample> figure) {
        return millis(row.median(figure) - bare.median(figure));
    }

    private static String memory(Result row) {
        return megabytes(row.median(sample -> sample.memory().resident())) + " / "
                + megabytes(row.median(sample -> sample.memory().proportional())) + " / "
                + megabytes(row.median(sample -> sample.memory().anonymous()));
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }

    private static String megabytes(double kilobytes) {
        return Long.toString(Math.round(kilobytes / 1024));
    }
}
