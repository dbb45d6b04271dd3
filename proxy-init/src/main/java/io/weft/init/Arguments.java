package io.weft.init;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Options as {@code --name value}, {@code --name=value}, or, for a switch, {@code --name} alone. Immutable. */
final class Arguments {
    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * @param names of the options that there are
     * @param switches those of {@code names} that may stand without a value, which then is {@code true}
     * @throws UnusableException at what is no option, and where a value is missing
     */
    static Arguments read(List<String> words, Set<String> names, Set<String> switches) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!name.startsWith("--") || !names.contains(name.substring(2))) {
                throw new UnusableException("unknown option: " + name);
            }
            String option = name.substring(2);
            if (equals >= 0) {
                values.put(option, word.substring(equals + 1));
            } else if (switches.contains(option)) {
                values.put(option, "true");
            } else if (i + 1 < words.size()) {
                values.put(option, words.get(++i));
            } else {
                throw new UnusableException(name + " wants a value");
            }
        }
        return new Arguments(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name, Boolean.toString(otherwise));
        if (!text.equals("true") && !text.equals("false")) {
            throw new UnusableException("--" + name + " is true or false, not " + text);
        }
        return Boolean.parseBoolean(text);
    }

    /** A whole number between the two, these included. */
    int number(String name, int otherwise, int least, int most) {
        String text = text(name, Integer.toString(otherwise));
        return as(
                name,
                text,
                any -> Optional.of(Integer.valueOf(any))
                        .filter(number -> least <= number && number <= most)
                        .orElseThrow(() -> new IllegalArgumentException("between " + least + " and " + most)));
    }

    /** What {@code reader} makes of the value; its IllegalArgumentException says what is wrong with it. */
    <T> T as(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new UnusableException("--" + name + " " + text + ": " + wrong.getMessage());
        }
    }

    /** {@code 2m}, {@code 1m30s}, {@code 10s}. */
    static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("no length of time, as 1m30s is", malformed);
        }
    }
}
