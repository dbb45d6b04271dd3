package io.weft.viz.prometheus;

import io.weft.viz.window.Family;
import io.weft.viz.workload.WorkloadKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Questions about the scrapes of one window, as they were: whatever Prometheus adds up itself it extrapolates, and then
 * nothing equals what was counted. Pure.
 *
 * @param matchers of labels, which every series must meet
 * @param end of the window, a multiple of {@code step}
 * @param window a multiple of {@code step}
 * @param step between two scrapes
 */
record Promql(String matchers, Instant end, Duration window, Duration step) {
    /** What our scrape configuration makes of a pod with a sidecar; nothing but sidecars has the third. */
    private static final String SIDECAR = "namespace!=\"\",pod!=\"\"";

    private static final String OF_PROXY = SIDECAR + ",control_plane_ns!=\"\"";
    private static final int MILLIS_PLACES = 3;

    static Promql ofAll(Instant end, Duration window, Duration step) {
        return new Promql("", end, window, step);
    }

    static Promql of(Collection<WorkloadKey> pods, Instant end, Duration window, Duration step) {
        return new Promql(
                ",namespace=~\""
                        + anyOf(pods.stream().map(WorkloadKey::namespace).collect(Collectors.toSet())) + "\",pod=~\""
                        + anyOf(pods.stream().map(WorkloadKey::name).collect(Collectors.toSet())) + '"',
                end,
                window,
                step);
    }

    /** When each process was started, and thereby that it was asked, scrape by scrape. */
    String starts() {
        return start() + steps();
    }

    /**
     * The values of those series that moved, scrape by scrape: most buckets never do. One that is new in the window, or that
     * began again, moved too. Of a gauge its present value.
     */
    String values(Family family) {
        String series = family.sample() + (family.isOfGateways() ? "" : '{' + SIDECAR + matchers + '}');
        if (family.isGauge()) {
            return family.tellsZero() ? series : series + " > 0";
        }
        String moved = "changes(%s%s) > 0".formatted(series, lately());
        String appeared = "last_over_time(%s%s) unless %s @ %s".formatted(series, lately(), series, begin());
        String restarted = "%s and on (namespace, pod) changes(%s%s) > 0".formatted(series, start(), lately());
        return family.isOfGateways()
                ? "(%s and ((%s) or (%s)))%s".formatted(series, moved, appeared, steps())
                : "(%s and ((%s) or (%s) or (%s)))%s".formatted(series, moved, appeared, restarted, steps());
    }

    private String start() {
        return "process_start_time_seconds{" + OF_PROXY + matchers + '}';
    }

    /** What was last known when the window began may be a scrape older than it, or two. */
    private String lately() {
        return '[' + millis(window.plus(step.multipliedBy(2))) + "] @ " + seconds(end);
    }

    /** Whether a range includes its beginning depends on the version: a millisecond more does in each. */
    private String steps() {
        return '[' + millis(window.plusMillis(1)) + ':' + millis(step) + ']';
    }

    private String begin() {
        return seconds(end.minus(window));
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), MILLIS_PLACES).toPlainString();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private static String anyOf(Collection<String> names) {
        return names.stream()
                .sorted()
                .map(name -> Pattern.compile("[^A-Za-z0-9-]").matcher(name).replaceAll("\\\\\\\\$0"))
                .collect(Collectors.joining("|"));
    }
}
