package io.weft.benchmarks.soak;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.ProcFiles;
import io.weft.benchmarks.Sidecars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A memory cgroup with a limit, of version 2 or 1, whichever this machine counts memory with.
 *
 * <p>Threading: {@link #catchSidecar} starts a thread of its own; the rest is for one.
 */
final class MemoryGroup implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Path folder;
    private final Version version;

    /** Names of files. */
    private enum Version {
        ONE("memory.limit_in_bytes", "memory.max_usage_in_bytes"),
        TWO("memory.max", "memory.peak");

        private final String limit;
        private final String peak;

        Version(String limit, String peak) {
            this.limit = limit;
            this.peak = peak;
        }
    }

    private MemoryGroup(Path folder, Version version) {
        this.folder = folder;
        this.version = version;
    }

    /**
     * Makes one.
     *
     * @param mounts what {@code /proc/mounts} says
     * @throws BenchmarkException if the machine does not let us
     */
    static MemoryGroup make(String mounts, String name, long bytes) {
        MemoryGroup group = versionTwo(mounts, name)
                .or(() -> versionOne(mounts, name))
                .orElseThrow(() -> new BenchmarkException("--memory-limit: no memory cgroup is mounted here"));
        try {
            Files.createDirectories(group.folder);
            group.write(group.version.limit, bytes);
            return group;
        } catch (IOException e) {
            throw new BenchmarkException("--memory-limit: cannot make the memory cgroup " + group.folder, e);
        }
    }

    private static Optional<MemoryGroup> versionOne(String mounts, String name) {
        return mounted(mounts, "cgroup")
                .filter(entry -> List.of(entry[3].split(",", -1)).contains("memory"))
                .findFirst()
                .map(entry -> new MemoryGroup(Path.of(entry[1], name), Version.ONE));
    }

    private static Optional<MemoryGroup> versionTwo(String mounts, String name) {
        return mounted(mounts, "cgroup2")
                .map(entry -> Path.of(entry[1]))
                .filter(MemoryGroup::givesMemory)
                .findFirst()
                .map(root -> new MemoryGroup(root.resolve(name), Version.TWO));
    }

    /** Lines are {@code DEVICE FOLDER TYPE OPTIONS …}. */
    private static Stream<String[]> mounted(String mounts, String type) {
        return mounts.lines()
                .map(line -> line.split(" ", -1))
                .filter(entry -> entry.length > 3 && entry[2].equals(type));
    }

    private static boolean givesMemory(Path root) {
        try {
            if (!Files.readString(root.resolve("cgroup.controllers")).contains("memory")) {
                return false;
            }
            Files.writeString(root.resolve("cgroup.subtree_control"), "+memory");
            return true;
        } catch (IOException e) {
            throw new BenchmarkException("--memory-limit: " + root + " lets nobody make a memory cgroup in it", e);
        }
    }

    /** Moves the sidecar that this runner starts into the group before it has memory worth counting. */
    void catchSidecar(Process runner) {
        Thread.ofVirtual().start(() -> {
            while (runner.isAlive() && !caught(runner)) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        });
    }

    private boolean caught(Process runner) {
        Optional<Long> sidecar = runner.descendants()
                .map(ProcessHandle::pid)
                .filter(pid -> ProcFiles.isOf(pid, Sidecars.USER))
                .findFirst();
        sidecar.ifPresent(this::add);
        return sidecar.isPresent();
    }

    private void add(long pid) {
        try {
            write("cgroup.procs", pid);
        } catch (IOException e) {
            throw new BenchmarkException("--memory-limit: cannot move process " + pid + " into " + folder, e);
        }
    }

    /** Whether these are in it. */
    boolean holds(List<Long> pids) {
        return read("cgroup.procs").lines().map(Long::valueOf).toList().containsAll(pids);
    }

    /** The most it ever had, file pages it was the first to read included. */
    long peakBytes() {
        return Long.parseLong(read(version.peak).strip());
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + folder.resolve(file), e);
        }
    }

    private void write(String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    /** Once nobody is in it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
