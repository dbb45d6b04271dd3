package io.weft.cli.viz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Answers of viz-service, as files. */
final class Canned {
    private Canned() {}

    static String text(String name) {
        try (var in = Objects.requireNonNull(Canned.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
