package io.weft.benchmarks.soak;

import io.weft.benchmarks.Latencies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What was found.
 *
 * @param windows of the load, in their order
 * @param processes what was read of each
 * @param woken the idle route in the middle of an outage
 * @param peakBytes the most the memory cgroup had
 */
record SoakResult(
        SoakPlan plan,
        List<Latencies> windows,
        List<Series> processes,
        Optional<Latencies> woken,
        OptionalLong peakBytes) {
    SoakResult {
        windows = List.copyOf(windows);
        processes = List.copyOf(processes);
    }

    long requests() {
        return windows.stream().mapToLong(Latencies::requests).sum();
    }

    long failures() {
        return windows.stream().mapToLong(Latencies::failures).sum();
    }

    /** The median over the windows of the first quarter. */
    double early(ToDoubleFunction<Latencies> figure) {
        return median(windows.subList(0, quarter()), figure);
    }

    /** The same of the last quarter. */
    double late(ToDoubleFunction<Latencies> figure) {
        return median(windows.subList(windows.size() - quarter(), windows.size()), figure);
    }

    private int quarter() {
        return (windows.size() + 3) / 4;
    }

    private static double median(List<Latencies> windows, ToDoubleFunction<Latencies> figure) {
        double[] sorted = windows.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }

    /** Why this is no pass; empty: it is one. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (windows.size() < plan.windows()) {
            faults.add("the load ended after " + windows.size() + " of " + plan.windows() + " windows");
        }
        if (failures() > 0) {
            faults.add(failures() + " requests failed");
        }
        woken.filter(found -> found.failures() > 0)
                .ifPresent(found -> faults.add(found.failures() + " requests on the idle route failed"));
        processes.stream()
                .filter(process -> process.isRestarted() && !process.mayRestart())
                .forEach(process -> faults.add("the " + process.name() + " was started again"));
        processes.stream().filter(Series::isJudged).forEach(process -> faults.addAll(growth(process)));
        return faults;
    }

    private static List<String> growth(Series process) {
        List<Reading> settled = process.settled();
        return Arrays.stream(Figure.values())
                .filter(figure -> !figure.isFlat(Trend.of(settled, figure)))
                .map(figure -> "%s of the %s grew from %s to %s"
                        .formatted(
                                figure.title(),
                                process.name(),
                                figure.text(Trend.of(settled, figure).begin()),
                                figure.text(Trend.of(settled, figure).end())))
                .toList();
    }
}
