package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
 * <p>Its name says whose it is and what it was made from: the clone, the JDK, the program's flags, and every jar's name, size and
 * time. When one of them changes it is simply not found any more.
 *
 * @param folder of all caches
 * @param program folder in {@code dist/}
 * @param place of the clone the program is in: several may be in use side by side
 * @param key of what it depends on
 * @see "java-stack, 2"
 */
record AotCache(Path folder, String program, String place, String key) {
    private static final int KEY_DIGITS = 16;
    private static final int PLACE_DIGITS = 8;
    private static final String ENDING = ".aot";
    private static final List<String> FLAGS_WITH_IT =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /** Where the cache of a program is, or would be. */
    static AotCache of(Path folder, Installation installation, String program) throws IOException {
        String path = installation.dist().toRealPath().toString();
        String place = hex(sha256().digest(path.getBytes(UTF_8)), PLACE_DIGITS);
        return new AotCache(folder, program, place, key(installation, program));
    }

    boolean exists() {
        return Files.isReadable(file());
    }

    /** Flags for a program that sees {@link #folder} as {@code /opt/cache}; none if there is no cache. */
    List<String> flags() {
        return exists()
                ? Stream.concat(Stream.of("-XX:AOTCache=" + Program.seen("cache/" + name())), FLAGS_WITH_IT.stream())
                        .toList()
                : List.of();
    }

    /**
     * Takes a finished cache in, and drops those of the same clone that it replaces.
     *
     * @param made by a program that could put anything in its place
     * @throws IOException if that is no file, a link among others
     */
    void put(Path made) throws IOException {
        if (!Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(made + " is no file");
        }
        Path aside = folder.resolve("." + name() + "." + Folders.unique());
        try (InputStream content = Files.newInputStream(made, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(content, aside);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(aside, file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(this::isReplaced).toList()) {
                Files.deleteIfExists(old);
            }
        }
    }

    private boolean isReplaced(Path other) {
        String name = other.getFileName().toString();
        return (name.startsWith(prefix()) && name.endsWith(ENDING) && !name.equals(name())) || isAbandoned(name);
    }

    /** What a process that was killed over it wrote aside. */
    private boolean isAbandoned(String name) {
        if (!name.startsWith("." + prefix()) || !name.contains(ENDING + ".")) {
            return false;
        }
        String writer = name.substring(name.lastIndexOf(ENDING + ".") + ENDING.length() + 1);
        return ProcessId.of(Long.parseLong(writer.substring(0, writer.indexOf('.'))))
                .isEmpty();
    }

    private Path file() {
        return folder.resolve(name());
    }

    private String name() {
        return prefix() + key + ENDING;
    }

    private String prefix() {
        return program + "-" + place + "-";
    }

    private static String key(Installation installation, String program) throws IOException {
        Path dist = installation.program(program);
        try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
            MessageDigest digest = sha256();
            digest.update(release(installation.java(program)));
            digest.update(Files.readAllBytes(dist.resolve("jvm.options")));
            for (Path jar : Stream.concat(Stream.of(dist.resolve("app.jar")), jars.sorted())
                    .toList()) {
                String line = jar.getFileName() + " " + Files.size(jar) + " "
                        + Files.getLastModifiedTime(jar).toMillis();
                digest.update(line.getBytes(UTF_8));
            }
            return hex(digest.digest(), KEY_DIGITS);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(byte[] digest, int digits) {
        return HexFormat.of().formatHex(digest).substring(0, digits);
    }

    private static byte[] release(Path jdk) throws IOException {
        try {
            return Files.readAllBytes(jdk.resolve("release"));
        } catch (NoSuchFileException unusual) {
            return jdk.toString().getBytes(UTF_8);
        }
    }
}
