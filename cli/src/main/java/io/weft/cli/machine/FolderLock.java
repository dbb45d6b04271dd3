package io.weft.cli.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one process, and one thread in it, change what a mesh has on this machine. The kernel frees it when its holder dies.
 *
 * <p>Threading: any thread; the lock may be taken again by the thread that has it.
 */
final class FolderLock {
    private static final Map<Path, FolderLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock within = new ReentrantLock();

    private FolderLock(Path file) {
        this.file = file;
    }

    static FolderLock of(MeshDirectory directory) {
        return LOCKS.computeIfAbsent(directory.run().resolve("lock"), FolderLock::new);
    }

    /** Waits for the lock, then runs {@code work}. */
    <T> T holding(Supplier<T> work) {
        within.lock();
        try {
            return within.getHoldCount() > 1 ? work.get() : holdingFile(work);
        } finally {
            within.unlock();
        }
    }

    void holding(Runnable work) {
        holding(() -> {
            work.run();
            return true;
        });
    }

    private <T> T holdingFile(Supplier<T> work) {
        try (FileChannel channel = open(file);
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new MachineException("lost the lock on " + file);
            }
            return work.get();
        } catch (IOException e) {
            throw new MachineException("cannot lock " + file + ": " + MachineException.describe(e), e);
        }
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
