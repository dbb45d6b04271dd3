package io.weft.e2e.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one test process of this clone does at a time while others wait.
 *
 * <p>Threading: one thread of a process takes a lock of that name.
 */
final class MachineLock implements AutoCloseable {
    private final FileChannel channel;

    private MachineLock(FileChannel channel) {
        this.channel = channel;
    }

    /** For a mesh's start, which takes all there is of the machine. */
    static MachineLock toStart() {
        return take("start");
    }

    /** Waits for its turn. */
    static MachineLock take(String name) {
        Path file = Machine.dist().resolveSibling("e2e/target").resolve(name + ".lock");
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var _ = channel.lock();
            return new MachineLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next one's turn. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
