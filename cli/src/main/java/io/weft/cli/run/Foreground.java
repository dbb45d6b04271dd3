package io.weft.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the terminal sends its signals to this process's group, and so to the application as well. */
final class Foreground {
    private static final int GROUP = 2; // fields count from the one after the command's closing parenthesis
    private static final int TERMINAL_GROUP = 5;

    private Foreground() {}

    static boolean now() {
        try {
            return in(Files.readString(Path.of("/proc/self/stat")));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean in(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > TERMINAL_GROUP && fields[GROUP].equals(fields[TERMINAL_GROUP]);
    }
}
