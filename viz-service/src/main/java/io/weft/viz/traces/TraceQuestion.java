package io.weft.viz.traces;

import io.weft.viz.metrics.InvalidQueryException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which traces are wanted. One span must be of the namespace, the workload, the path and the status.
 *
 * @param namespace empty: any
 * @param workload empty: any
 * @param path what a span's name begins with; empty: any
 * @param status of HTTP; 0: any
 * @param least how long the whole trace took, at least
 * @param failed only those with a span that failed
 * @param since how long ago they began, at most; empty: whenever
 * @param limit 1 to {@value #MOST}
 */
record TraceQuestion(
        String namespace,
        String workload,
        String path,
        int status,
        Duration least,
        boolean failed,
        Optional<Duration> since,
        int limit) {
    static final int MOST = 500;

    private static final String USUAL = "50";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s|m|h)");
    private static final Map<String, TimeUnit> UNITS = Map.of(
            "us", TimeUnit.MICROSECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "s", TimeUnit.SECONDS,
            "m", TimeUnit.MINUTES,
            "h", TimeUnit.HOURS);

    /** @throws InvalidQueryException naming the parameter that cannot be read, and how it is written */
    static TraceQuestion parse(Map<String, String> given) {
        return new TraceQuestion(
                given.getOrDefault("namespace", ""),
                given.getOrDefault("workload", ""),
                given.getOrDefault("path", ""),
                status(given),
                duration("min_duration", given).orElse(Duration.ZERO),
                flag("errors", given),
                duration("since", given),
                limit(given));
    }

    /** Whether it is one of those; {@code nowMicros} since 1970. */
    boolean asksFor(Trace trace, long nowMicros) {
        return since.map(ago -> trace.startMicros() >= nowMicros - micros(ago)).orElse(true)
                && trace.durationMicros() >= micros(least)
                && (!failed || trace.failed())
                && trace.spans().stream().anyMatch(this::asksFor);
    }

    /** The newest of {@code traces} that are asked for, as many as are asked for. */
    List<Trace> of(List<Trace> traces, long nowMicros) {
        return traces.stream()
                .filter(trace -> asksFor(trace, nowMicros))
                .sorted((one, other) -> Long.compare(other.startMicros(), one.startMicros()))
                .limit(limit)
                .toList();
    }

    private boolean asksFor(Span span) {
        return (namespace.isEmpty() || span.teller().namespace().equals(namespace))
                && (workload.isEmpty() || span.teller().workload().equals(workload))
                && span.name().startsWith(path)
                && (status == 0 || span.status() == status);
    }

    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    private static Optional<Duration> duration(String name, Map<String, String> given) {
        String text = given.getOrDefault(name, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        TimeUnit unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new InvalidQueryException(name + " must be a duration such as 250ms, 2s or 15m, not '" + text + "'");
        }
        return Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit.toChronoUnit()));
    }

    private static boolean flag(String name, Map<String, String> given) {
        String text = given.getOrDefault(name, "");
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new InvalidQueryException(name + " must be true or false, not '" + text + "'");
        };
    }

    private static int status(Map<String, String> given) {
        String text = given.getOrDefault("status", "");
        if (!text.matches("([1-5]\\d\\d)?")) {
            throw new InvalidQueryException("status must be one of HTTP such as 503, not '" + text + "'");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static int limit(Map<String, String> given) {
        String text = given.getOrDefault("limit", "");
        String wanted = text.isEmpty() ? USUAL : text;
        int limit = wanted.matches("\\d{1,3}") ? Integer.parseInt(wanted) : 0;
        if (limit < 1 || limit > MOST) {
            throw new InvalidQueryException("limit must be 1 to " + MOST + ", not '" + wanted + "'");
        }
        return limit;
    }
}
