package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's ahead-of-time cache of one program: used where it is, never needed.
 *
 * <p>Its name says what it was made from: the JDK, the program's flags, and every jar's name, size and time. When one of them
 * changes it is simply not found any more.
 *
 * @param folder of all caches
 * @param program folder in {@code dist/}
 * @param key of what it depends on
 * @see "java-stack, 2"
 */
record AotCache(Path folder, String program, String key) {
    private static final int KEY_DIGITS = 16;
    private static final List<String> FLAGS_WITH_IT =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /** Where the cache of a program is, or would be. */
    static AotCache of(Path folder, Installation installation, String program) throws IOException {
        return new AotCache(folder, program, key(installation, program));
    }

    boolean exists() {
        return Files.isReadable(file());
    }

    /** Flags for a program that sees {@link #folder} as {@code /mnt/cache}; none if there is no cache. */
    List<String> flags() {
        return exists()
                ? Stream.concat(Stream.of("-XX:AOTCache=/mnt/cache/" + name()), FLAGS_WITH_IT.stream())
                        .toList()
                : List.of();
    }

    /** Takes a finished cache in, and drops those it replaces. */
    void put(Path made) throws IOException {
        Path aside = folder.resolve("." + name());
        Files.copy(made, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(aside, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(this::isReplaced).toList()) {
                Files.deleteIfExists(old);
            }
        }
    }

    private boolean isReplaced(Path other) {
        String name = other.getFileName().toString();
        return name.startsWith(program + "-") && name.endsWith(".aot") && !name.equals(name());
    }

    private Path file() {
        return folder.resolve(name());
    }

    private String name() {
        return program + "-" + key + ".aot";
    }

    private static String key(Installation installation, String program) throws IOException {
        Path dist = installation.program(program);
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(release(installation.jdk()));
            digest.update(Files.readAllBytes(dist.resolve("jvm.options")));
            for (Path jar : Stream.concat(Stream.of(dist.resolve("app.jar")), jars.sorted())
                    .toList()) {
                String line = jar.getFileName() + " " + Files.size(jar) + " "
                        + Files.getLastModifiedTime(jar).toMillis();
                digest.update(line.getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] release(Path jdk) throws IOException {
        try {
            return Files.readAllBytes(jdk.resolve("release"));
        } catch (NoSuchFileException unusual) {
            return jdk.toString().getBytes(UTF_8);
        }
    }
}
