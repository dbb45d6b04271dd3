package io.weft.e2e.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The AOT caches with which the meshes of the tests start, as every mesh of a clone but its first does. Whoever needs them first
 * has them made, in whichever process; the others wait, and later runs find them.
 *
 * @param home of the user who has them
 * @param told what was printed while they were made; nothing of them where they were not made in time
 */
record TrainedCaches(Path home, String told) {
    private static final Duration TRAINING = Duration.ofMinutes(6);
    private static final Duration RUN = Duration.ofHours(1);
    private static final String MADE = "AOT caches made for ";

    /** Whether none are wanted: one test alone is sooner done without. */
    static final boolean UNWANTED = "0".equals(System.getenv("LINKERD_AOT"));

    private static @Nullable TrainedCaches known;

    static synchronized TrainedCaches get() {
        try {
            known = known == null ? of(Files.createDirectories(folder())) : known;
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean made() {
        return told.contains(MADE);
    }

    private static Path folder() {
        return Machine.dist().resolveSibling("e2e/target/home");
    }

    private static TrainedCaches of(Path home) throws IOException {
        if (UNWANTED) {
            return new TrainedCaches(home, "");
        }
        try (FileChannel _ = Machine.lock("home")) {
            Path told = home.resolve(programs() + ".txt");
            if (!isOfUse(told)) {
                clear(home);
                Files.writeString(told, train(home));
            }
            return new TrainedCaches(home, Files.readString(told));
        }
    }

    /** What came to nothing is tried again, but by the next run. */
    private static boolean isOfUse(Path told) throws IOException {
        return Files.exists(told)
                && (Files.readString(told).contains(MADE)
                        || Files.getLastModifiedTime(told)
                                .toInstant()
                                .isAfter(Instant.now().minus(RUN)));
    }

    /** Changes when one of them is built anew, or runs on another JVM. */
    private static String programs() throws IOException {
        try (Stream<Path> files = Files.walk(Machine.dist())) {
            CRC32 sum = new CRC32();
            sum.update(System.getProperty("java.vm.version").getBytes(UTF_8));
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sum.update((file + " " + Files.getLastModifiedTime(file)).getBytes(UTF_8));
            }
            return Long.toHexString(sum.getValue());
        }
    }

    private static void clear(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> old = files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(home))
                    .toList();
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    /** By the first mesh of this home. */
    private static String train(Path home) throws IOException {
        Path mesh = Files.createTempDirectory("weft-e2e-");
        try {
            return trainWith(Machine.linkerdAt(home, "up", "--dir", mesh.toString(), "--dashboard-port", "0"));
        } finally {
            clear(mesh);
            Files.delete(mesh);
        }
    }

    private static String trainWith(ProcessBuilder up) {
        long deadline = System.nanoTime() + TRAINING.toNanos();
        try (Command training = Command.start(up)) {
            Patience.until(
                    TRAINING.multipliedBy(2),
                    () -> training.output().contains(MADE) || !training.isAlive() || System.nanoTime() > deadline,
                    training::output);
            return training.output();
        }
    }
}
