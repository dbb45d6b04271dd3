package io.weft.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What wrk, or {@link ClosedLoop}, found with as many requests as go through.
 *
 * @param requests answered
 * @param perSecond of them
 * @param failures socket errors and answers other than 2xx and 3xx
 */
record Saturation(long requests, double perSecond, long failures) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern NOT_OK = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKETS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

    /**
     * Reads it.
     *
     * @throws BenchmarkException if it is not what wrk prints
     */
    static Saturation parse(String output) {
        Matcher requests = REQUESTS.matcher(output);
        Matcher perSecond = PER_SECOND.matcher(output);
        if (!requests.find() || !perSecond.find()) {
            throw new BenchmarkException("wrk said: " + output);
        }
        return new Saturation(
                Long.parseLong(requests.group(1)),
                Double.parseDouble(perSecond.group(1)),
                sum(NOT_OK.matcher(output)) + sum(SOCKETS.matcher(output)));
    }

    /** As one line of {@code name=value}, for {@link #ofLoop}. */
    String text() {
        return "requests=%d per_second=%s failures=%d".formatted(requests, perSecond, failures);
    }

    /**
     * Reads {@link #text}.
     *
     * @throws BenchmarkException if it is something else
     */
    static Saturation ofLoop(String text) {
        Fields fields = Fields.parse(text);
        return new Saturation(fields.count("requests"), fields.number("per_second"), fields.count("failures"));
    }

    /** What wrk says of failures, as a remark behind their number; empty: nothing. */
    static String remark(String output) {
        String said = output.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Socket errors:") || line.startsWith("Non-2xx"))
                .collect(Collectors.joining("; "));
        return said.isEmpty() ? "" : " (" + said + ")";
    }

    private static long sum(Matcher found) {
        long sum = 0;
        if (found.find()) {
            for (int group = 1; group <= found.groupCount(); group++) {
                sum += Long.parseLong(found.group(group));
            }
        }
        return sum;
    }
}
