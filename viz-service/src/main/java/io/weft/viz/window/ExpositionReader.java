package io.weft.viz.window;

import java.util.Optional;

/**
 * Finds the lines of Prometheus text, of either generation, that belong to a {@link Family}. A line it cannot make sense of
 * is skipped: one odd label must not cost a workload all its metrics. Pure.
 */
final class ExpositionReader {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final String PROCESS_START = "process_start_time_seconds ";

    /** Takes one sample. */
    @FunctionalInterface
    interface Sink {
        /** {@code series} is the line up to its value: name and labels as they were written. */
        void sample(Family family, String series, double value);
    }

    private ExpositionReader() {}

    static void read(String text, Sink sink) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end;
            if (next - from <= LONGEST_LINE && next > from && text.charAt(from) != '#') {
                line(text.substring(from, next), sink);
            }
            from = next + 1;
        }
    }

    /** When the process that tells was started, in seconds since the epoch, if it says so. */
    static Optional<Double> processStart(String text) {
        int line = text.startsWith(PROCESS_START) ? 0 : text.indexOf('\n' + PROCESS_START) + 1;
        if (line == 0 && !text.startsWith(PROCESS_START)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', line);
        return number(text.substring(line + PROCESS_START.length(), end < 0 ? text.length() : end)
                .strip());
    }

    private static void line(String line, Sink sink) {
        Optional<Family> family = Family.ofLine(line);
        if (family.isEmpty()) {
            return;
        }
        String sample = withoutExemplar(line);
        int end = sample.lastIndexOf('}') + 1;
        int split = end > 0 ? end : sample.indexOf(' ');
        if (split > 0 && family.get().tells(sample)) {
            number(sample.substring(split).strip())
                    .ifPresent(number -> sink.sample(family.get(), sample.substring(0, split), number));
        }
    }

    private static String withoutExemplar(String line) {
        int exemplar = line.lastIndexOf(" # {");
        return exemplar < 0 ? line : line.substring(0, exemplar);
    }

    /** What stands before a time stamp. Finite numbers only: the rest cannot be added up. */
    private static Optional<Double> number(String text) {
        int timestamp = text.indexOf(' ');
        try {
            double value = Double.parseDouble(timestamp < 0 ? text : text.substring(0, timestamp));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
