package io.weft.testkit.tap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An event of tap, and its line of JSON: viz-service writes such lines for its page, the command line for {@code linkerd tap -o
 * json}, and whoever reads them need not know which it was. The two may not know each other; these examples hold them together.
 *
 * @param message a {@code linkerd2.tap.TapEvent} in protobuf's text format
 * @param json without the end of its line
 */
public record TapExample(String message, String json) {
    /** One of each kind of event, and each kind of value. */
    public static List<TapExample> all() {
        List<String> messages = List.of(text("events.txtpb").split("(?m)^---\n", -1));
        List<String> lines = text("events.ndjson").lines().toList();
        if (messages.size() != lines.size()) {
            throw new IllegalStateException(messages.size() + " messages, " + lines.size() + " lines");
        }
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new TapExample(messages.get(i), lines.get(i)))
                .toList();
    }

    private static String text(String name) {
        try (var in = Objects.requireNonNull(TapExample.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
