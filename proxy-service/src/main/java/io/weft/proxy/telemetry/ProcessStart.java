package io.weft.proxy.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/**
 * When this process was started, to a hundredth of a second. {@link ProcessHandle} is wrong by up to a second: it counts
 * from the machine's start, which Linux gives in whole seconds.
 */
public final class ProcessStart {
    private static final int STARTED = 19; // counted from the field after the command's name
    private static final long TICK_MILLIS = 10; // USER_HZ, the same on every Linux we run on

    private ProcessStart() {}

    /** By that clock; what it says now, if the kernel does not tell. */
    public static Instant of(Clock clock) {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String uptime = Files.readString(Path.of("/proc/uptime"));
            return of(stat, uptime, clock.instant());
        } catch (IOException unusual) {
            return clock.instant();
        }
    }

    static Instant of(String stat, String uptime, Instant now) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", STARTED + 2);
        long up = Math.round(Double.parseDouble(uptime.split(" ", 2)[0]) * 1000);
        return now.minusMillis(up - Long.parseLong(fields[STARTED]) * TICK_MILLIS);
    }
}
