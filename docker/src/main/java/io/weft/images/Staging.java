package io.weft.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Lays out programs as their images have them: the files, and the time they are from. A JVM uses an AOT cache only where class
 * path, Java and their times are those it was made with.
 *
 * @see "java-stack, 8"
 */
final class Staging {
    private static final String NATIVE = "native";

    private final Places places;
    private final Architecture architecture = Architecture.ofThisMachine();

    Staging(Places places) {
        this.places = places;
    }

    /** One program, in place of what was there. */
    void lay(Image image) throws IOException {
        Path from = places.program(image.program());
        Path to = places.staged(image.program());
        if (Files.exists(to)) {
            Trees.delete(to);
        }
        boolean unpacked = image.extras().contains(Image.Extra.NATIVE_LIBRARIES);
        Files.createDirectories(to.resolve("lib"));
        try (Stream<Path> jars = Files.list(from.resolve("lib"))) {
            for (Path jar : jars.filter(each -> wanted(each, unpacked)).toList()) {
                Files.copy(jar, to.resolve("lib").resolve(jar.getFileName()));
            }
        }
        for (String own : List.of("app.jar", "jvm.options")) {
            Files.copy(from.resolve(own), to.resolve(own));
        }
        contents(to);
        if (unpacked) {
            NativeLibraries.unpack(from.resolve("lib"), architecture, to.resolve(NATIVE));
            Files.writeString(
                    to.resolve("jvm.options"),
                    "-Djava.library.path=/opt/weft/" + NATIVE + "\n",
                    StandardOpenOption.APPEND);
        }
    }

    /** Puts the list of libraries that the build has put into the program beside it. */
    private static void contents(Path program) throws IOException {
        try (JarFile jar = new JarFile(program.resolve("app.jar").toFile())) {
            ZipEntry list = jar.getEntry("META-INF/sbom/application.cdx.json");
            if (list == null) {
                throw new IOException(program + " has no list of its contents: build it with -Pimages");
            }
            try (InputStream content = jar.getInputStream(list)) {
                Files.copy(content, program.resolve("sbom.cdx.json"));
            }
        }
    }

    /** Gives every file below {@code folder} the time that images give it. */
    static void stamp(Path folder, Instant time) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> stampFile(file, FileTime.from(time)));
        }
    }

    private static void stampFile(Path file, FileTime time) {
        try {
            Files.setLastModifiedTime(file, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries of other machines' are never loaded, and unpacked ones not from their jars. */
    private boolean wanted(Path jar, boolean unpacked) {
        return !NativeLibraries.isIn(jar) || (!unpacked && architecture.isOf(jar));
    }
}
