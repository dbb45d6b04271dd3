package io.weft.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Netty's libraries for one processor, which come in jars of their own. */
final class NativeLibraries {
    private static final Pattern JAR = Pattern.compile("netty-.*-(linux|osx|windows)-[a-z0-9_]+\\.jar");

    private NativeLibraries() {}

    static boolean isIn(Path jar) {
        return JAR.matcher(jar.getFileName().toString()).matches();
    }

    /** Writes the libraries of the jars in {@code folder} into {@code target}. */
    static void unpack(Path folder, Architecture architecture, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path path : jars.filter(NativeLibraries::isIn)
                    .filter(architecture::isOf)
                    .toList()) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    for (JarEntry entry :
                            jar.stream().filter(NativeLibraries::isLibrary).toList()) {
                        try (InputStream library = jar.getInputStream(entry)) {
                            Files.copy(
                                    library,
                                    target.resolve(Path.of(entry.getName()).getFileName()));
                        }
                    }
                }
            }
        }
    }

    private static boolean isLibrary(JarEntry entry) {
        return entry.getName().startsWith("META-INF/native/") && entry.getName().endsWith(".so");
    }
}
