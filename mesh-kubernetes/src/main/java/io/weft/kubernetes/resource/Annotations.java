package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The annotations of one object, each of which knows its name, so that whatever is wrong there can be named. */
record Annotations(Metadata metadata) {
    boolean has(String name) {
        return metadata.annotation(name).isPresent();
    }

    /** What {@code parser} makes of the annotation; empty if it is not there. */
    <T> Optional<T> read(String name, Function<String, Optional<T>> parser, String allowed) {
        return metadata.annotation(name).map(text -> parser.apply(text).orElseThrow(() -> refuse(name, allowed)));
    }

    /** A duration that may be zero. */
    Optional<Duration> duration(String name) {
        return read(name, AnnotationDuration::parse, "a whole number with ms, s, m, h or d is allowed");
    }

    /** A duration; zero is as good as none. */
    Optional<Duration> positiveDuration(String name) {
        return duration(name).filter(each -> !each.isZero());
    }

    /** A whole number from 0 to {@code most}. */
    Optional<Integer> count(String name, long most) {
        return read(name, text -> whole(text, most), "a whole number from 0 to " + most + " is allowed");
    }

    /** A number from 0 to {@code most}. */
    Optional<Double> number(String name, double most) {
        return read(name, text -> decimal(text, most), "a number from 0.0 to " + most + " is allowed");
    }

    /** Yes or no, in the words that Go has for them. */
    Optional<Boolean> truth(String name) {
        return read(name, Annotations::truthOf, "true and false are allowed");
    }

    /** The parts of a list separated by commas. */
    <T> Optional<List<T>> list(String name, Function<String, Optional<T>> parser, String allowed) {
        return read(
                name,
                text -> {
                    List<Optional<T>> parts =
                            Arrays.stream(text.split(",", -1)).map(parser).toList();
                    return parts.stream().allMatch(Optional::isPresent)
                            ? Optional.of(
                                    parts.stream().flatMap(Optional::stream).toList())
                            : Optional.empty();
                },
                allowed);
    }

    void require(boolean holds, String name, String allowed) {
        if (!holds) {
            throw refuse(name, allowed);
        }
    }

    private ResourceException refuse(String name, String allowed) {
        return new ResourceException(
                "metadata.annotations['" + name + "']",
                "'" + metadata.annotation(name).orElse("") + "'",
                allowed);
    }

    private static Optional<Boolean> truthOf(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> whole(String text, long most) {
        return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= most
                ? Optional.of((int) Long.parseLong(text))
                : Optional.empty();
    }

    private static Optional<Double> decimal(String text, double most) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && Double.parseDouble(text) <= most
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }
}
