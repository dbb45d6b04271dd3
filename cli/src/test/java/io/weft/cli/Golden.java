package io.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file beside the test's package in resources; {@code -Dgolden.write=true} writes the file instead. */
public final class Golden {
    private Golden() {}

    public static void check(Class<?> test, String name, String actual) {
        Path folder = Path.of("src/test/resources", test.getPackageName().replace('.', '/'));
        Path file = folder.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(folder);
                Files.writeString(file, actual);
            }
            assertThat(actual).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
