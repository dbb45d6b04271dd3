package io.weft.identity.mint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Processes as {@code /proc/PID/stat} tells them: field 3 is the state, field 22 the start time. */
final class ProcFiles implements Processes {
    private static final int STATE = 3;
    private static final int START_TIME = 22;

    @Override
    public OptionalLong startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return parse(stat);
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    /** The name, field 2, is in parentheses and may hold anything, parentheses too: count from the last one. */
    static OptionalLong parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean dead = fields[0].equals("Z") || fields[0].equals("X");
        return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TIME - STATE]));
    }
}
