package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid its number
 * @param startTime clock ticks after boot: field 22 of {@code /proc/PID/stat}
 * @param boot which boot: {@code /proc/sys/kernel/random/boot_id}; after another, numbers and times begin anew
 */
public record ProcessId(long pid, long startTime, String boot) {
    private static final int STATE = 0; // fields count from the one after the command's closing parenthesis
    private static final int START_TIME = 19;

    private static final String BOOT = readBoot();

    /** This JVM. */
    public static ProcessId current() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new MachineException("cannot read /proc/self/stat: is /proc mounted?"));
    }

    /** Empty if there is no such process, or only its unreaped remains. */
    static Optional<ProcessId> of(long pid) {
        try {
            return parse(pid, Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Reads a line of {@code /proc/PID/stat}; the command in it may contain blanks and parentheses. */
    static Optional<ProcessId> parse(long pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        boolean dead = fields.length <= START_TIME || fields[STATE].equals("Z") || fields[STATE].equals("X");
        return dead ? Optional.empty() : Optional.of(new ProcessId(pid, Long.parseLong(fields[START_TIME]), BOOT));
    }

    /** Whether this very process still runs. */
    public boolean alive() {
        return of(pid).equals(Optional.of(this));
    }

    private static String readBoot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException unknown) {
            return "";
        }
    }
}
