package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux counts about processes. */
public final class ProcFiles {
    /** Ticks of the clock that /proc counts in; 100 a second on every Linux Java runs on. */
    private static final long TICK_MICROS = 10_000;

    private ProcFiles() {}

    /** Processor time of all threads of these processes, user and system, in microseconds. */
    public static long cpuMicros(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> cpuMicros(read(pid, "stat"))).sum();
    }

    static long cpuMicros(String stat) {
        String[] fields = afterCommand(stat);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
    }

    /** The command is in parentheses, and may hold blanks and parentheses itself. */
    private static String[] afterCommand(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    /** Of all these processes. */
    public static long threads(Collection<Long> pids) {
        return pids.stream().mapToLong(pid -> threads(read(pid, "stat"))).sum();
    }

    static long threads(String stat) {
        return Long.parseLong(afterCommand(stat)[17]);
    }

    /** Open files, sockets and the like of all these processes. */
    public static long descriptors(Collection<Long> pids) {
        return pids.stream().mapToLong(ProcFiles::descriptors).sum();
    }

    private static long descriptors(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        } catch (IOException e) {
            throw ended(pid, e);
        }
    }

    /** Whether it runs as that user; not, if it has ended. */
    public static boolean isOf(long pid, int user) {
        try {
            return Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid") instanceof Integer uid
                    && uid == user;
        } catch (IOException e) {
            return false;
        }
    }

    /** How long this machine has been up, in seconds, to a hundredth. */
    static double uptimeSeconds() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new BenchmarkException("the kernel does not say how long it has been up", e);
        }
    }

    /**
     * When the oldest of these was started, in seconds of {@link #uptimeSeconds}, to a hundredth. What {@link ProcessHandle}
     * says of it is wrong by up to a second: it adds to the machine's start, which Linux gives in whole seconds.
     *
     * @param pids one at least
     */
    static double startSeconds(Collection<Long> pids) {
        return pids.stream()
                .mapToDouble(pid -> startSeconds(read(pid, "stat")))
                .min()
                .orElseThrow();
    }

    static double startSeconds(String stat) {
        return Long.parseLong(afterCommand(stat)[19]) * (TICK_MICROS / 1e6);
    }

    public static Memory memory(Collection<Long> pids) {
        return pids.stream().map(pid -> memory(read(pid, "smaps_rollup"))).reduce(Memory.NONE, Memory::plus);
    }

    static Memory memory(String rollup) {
        return new Memory(kilobytes(rollup, "Rss"), kilobytes(rollup, "Pss"), kilobytes(rollup, "Anonymous"));
    }

    private static long kilobytes(String rollup, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ": +(\\d+) kB$").matcher(rollup);
        if (!line.find()) {
            throw new BenchmarkException("the kernel does not say " + name);
        }
        return Long.parseLong(line.group(1));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw ended(pid, e);
        }
    }

    private static BenchmarkException ended(long pid, IOException cause) {
        return new BenchmarkException("process " + pid + " ended while it was measured", cause);
    }
}
