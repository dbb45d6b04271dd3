package io.weft.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file; {@code -Dgolden.write=true} writes the file first, whose diff is then to be read. */
public final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Golden() {}

    /**
     * The file stands in the module's test resources, in the folder of the test's package.
     *
     * @param name of the file, without a folder
     * @throws AssertionError if the file says anything else
     * @throws UncheckedIOException if there is no such file
     */
    public static void check(Class<?> test, String name, String actual) {
        Path folder = RESOURCES.resolve(test.getPackageName().replace('.', '/'));
        check(folder, name, actual, Boolean.getBoolean("golden.write"));
    }

    static void check(Path folder, String name, String actual, boolean write) {
        Path file = folder.resolve(name);
        try {
            if (write) {
                Files.createDirectories(folder);
                Files.writeString(file, actual);
            }
            assertEquals(Files.readString(file), actual, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
