package io.weft.e2e.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The AOT caches with which the meshes of one run of the tests start, as every mesh of a clone but its first does. Whoever needs
 * them first has them made, in whichever process; the others wait.
 *
 * @param home of the user who has them
 * @param told what was printed while they were made; nothing of them where they were not made in time
 */
record TrainedCaches(Path home, String told) {
    private static final Duration TRAINING = Duration.ofMinutes(6);
    private static final String MADE = "AOT caches made for ";

    /** One name for all processes of a run: programs may have been built anew since the last. */
    private static final String RUN =
            System.getProperty("weft.run", Long.toString(ProcessHandle.current().pid()));

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
        Path lock = home.resolveSibling("home.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path told = home.resolve(RUN + ".txt");
            if (!Files.exists(told)) {
                clear(home);
                Files.writeString(told, train(home));
            }
            return new TrainedCaches(home, Files.readString(told));
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
