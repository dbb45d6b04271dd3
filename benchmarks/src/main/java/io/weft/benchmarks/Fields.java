package io.weft.benchmarks;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line of {@code name=number}, as one process says to another what it found. */
record Fields(Map<String, String> values) {
    /**
     * Reads it; lines before it do not matter.
     *
     * @throws BenchmarkException if it is something else
     */
    static Fields parse(String text) {
        try {
            String last = text.lines().reduce("", (_, next) -> next);
            return new Fields(Stream.of(last.strip().split(" ", -1))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(field -> field[0], field -> field[1])));
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            throw new BenchmarkException("the load generator said: " + text, e);
        }
    }

    long count(String name) {
        return (long) number(name);
    }

    double number(String name) {
        try {
            return Double.parseDouble(values.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw new BenchmarkException("the load generator said: " + values, e);
        }
    }
}
