package io.weft.proxy.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * What Linux knows about this process, read before every scrape.
 *
 * <p>Threading: the scraping thread.
 *
 * @see "metrics, section 10"
 */
public final class ProcessMetrics {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux we run on
    private static final long KIB = 1024;
    private static final int UTIME = 11; // counted from the field after the command's name
    private static final int TRANSMIT_BYTES = 8; // counted from the first number of a line of net/dev

    private final Path descriptors;
    private final ProcFile stat;
    private final ProcFile status;
    private final ProcFile devices;
    private final ProcFile limits;
    private long received;
    private long sent;

    ProcessMetrics(Path proc) {
        descriptors = proc.resolve("fd");
        stat = new ProcFile(proc.resolve("stat"), 1024);
        status = new ProcFile(proc.resolve("status"), 4096);
        devices = new ProcFile(proc.resolve("net/dev"), 8192);
        limits = new ProcFile(proc.resolve("limits"), 2048);
    }

    /** Adds the {@code process_*} families to {@code registry}. To be called once. */
    public static void register(MetricRegistry registry, Clock clock) {
        Instant start = ProcessStart.of(clock);
        registry.computed(Meter.PROCESS_START_TIME, Labels.EMPTY, () -> seconds(start));
        registry.computed(Meter.PROCESS_CLOCK_TIME, Labels.EMPTY, () -> seconds(clock.instant()));
        registry.computed(Meter.PROCESS_UPTIME, Labels.EMPTY, () -> seconds(clock.instant()) - seconds(start));
        new ProcessMetrics(Path.of("/proc/self")).register(registry);
    }

    void register(MetricRegistry registry) {
        limits.read();
        registry.beforeScrape(this::refresh);
        registry.computed(Meter.PROCESS_CPU, Labels.EMPTY, this::cpuSeconds);
        registry.computed(
                Meter.PROCESS_VIRTUAL_MEMORY, Labels.EMPTY, () -> KIB * status.number(status.after("VmSize:"), 0));
        registry.computed(
                Meter.PROCESS_RESIDENT_MEMORY, Labels.EMPTY, () -> KIB * status.number(status.after("VmRSS:"), 0));
        registry.computed(Meter.PROCESS_THREADS, Labels.EMPTY, () -> status.number(status.after("Threads:"), 0));
        registry.computed(Meter.PROCESS_OPEN_FDS, Labels.EMPTY, this::openDescriptors);
        registry.computed(Meter.PROCESS_MAX_FDS, Labels.EMPTY, () -> limits.number(limits.after("Max open files"), 0));
        registry.computed(Meter.PROCESS_NETWORK_RECEIVE, Labels.EMPTY, () -> received);
        registry.computed(Meter.PROCESS_NETWORK_TRANSMIT, Labels.EMPTY, () -> sent);
    }

    private void refresh() {
        stat.read();
        status.read();
        devices.read();
        countBytes();
    }

    private double cpuSeconds() {
        int fields = stat.afterLast(')'); // the command's name may hold anything
        return (stat.number(fields, UTIME) + stat.number(fields, UTIME + 1)) / TICKS_PER_SECOND;
    }

    /** All interfaces but loopback, where every byte would count twice. */
    private void countBytes() {
        received = 0;
        sent = 0;
        for (int line = devices.nextLine(devices.nextLine(0)); line < devices.length(); line = devices.nextLine(line)) {
            if (!devices.lineStarts(line, "lo:")) {
                int numbers = devices.afterColon(line);
                received += devices.number(numbers, 0);
                sent += devices.number(numbers, TRANSMIT_BYTES);
            }
        }
    }

    private double openDescriptors() {
        try {
            long size = Files.size(descriptors); // since Linux 6.2 the number of entries, before that 0
            return size > 0 ? size : count();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private double count() throws IOException {
        try (Stream<Path> entries = Files.list(descriptors)) {
            return entries.count();
        }
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1000.0;
    }
}
