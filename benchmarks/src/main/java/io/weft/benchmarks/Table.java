package io.weft.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Results as a Markdown table, with what matters as ratios: to the first result, and to haproxy. */
final class Table {
    /** Whom processor time is compared with. */
    private static final String YARDSTICK = "haproxy pair";

    private Table() {}

    static String render(List<Result> results) {
        StringBuilder text = new StringBuilder("""
                | | requests/s, saturated | CPU µs a request, saturated | CPU µs a request at %d/s | p50 / p99 / p99.9 at %d/s, ms | added to no proxies, ms | RSS MB | anonymous MB |
                |---|---|---|---|---|---|---|---|
                """.formatted(Course.PACE, Course.CALM));
        results.forEach(result -> text.append(row(result, results)));
        return text.toString();
    }

    private static String row(Result result, List<Result> all) {
        Result bare = all.getFirst();
        Optional<Result> yardstick =
                all.stream().filter(other -> other.name().equals(YARDSTICK)).findFirst();
        boolean proxies = !result.equals(bare);
        Latencies found = result.latencies();
        Latencies base = bare.latencies();
        return String.join(
                        " | ",
                        "| " + result.name(),
                        String.format(Locale.ROOT, "%,.0f", result.saturation().perSecond()),
                        proxies ? cpu(result.saturatedCpu(), yardstick.map(Result::saturatedCpu)) : "–",
                        proxies ? cpu(result.pacedCpu(), yardstick.map(Result::pacedCpu)) : "–",
                        millis(found.p50()) + " / " + millis(found.p99()) + " / " + millis(found.p999()),
                        proxies
                                ? millis(found.p50() - base.p50()) + " / " + millis(found.p99() - base.p99()) + " / "
                                        + millis(found.p999() - base.p999())
                                : "–",
                        proxies ? megabytes(result.memory().resident()) : "–",
                        proxies ? megabytes(result.memory().anonymous()) : "–")
                + " |\n";
    }

    private static String cpu(double micros, Optional<Double> yardstick) {
        return String.format(Locale.ROOT, "%.0f", micros)
                + yardstick
                        .map(than -> String.format(Locale.ROOT, " (× %.2f)", micros / than))
                        .orElse("");
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.2f", micros / 1e3);
    }

    private static String megabytes(long kilobytes) {
        return Long.toString(Math.round(kilobytes / 1024.0));
    }
}
