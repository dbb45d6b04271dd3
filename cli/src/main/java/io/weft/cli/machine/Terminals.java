package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells terminals from files and pipes. Threading: any. */
public final class Terminals {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String PSEUDO = "/dev/pts/";

    private Terminals() {}

    /**
     * Whether a file descriptor of this process is a terminal; no, where the system cannot tell. The C library is asked only where
     * the name of what is open leaves it in doubt: to bind its function takes longer than many commands run.
     *
     * @param descriptor 0, 1 or 2
     */
    public static boolean has(int descriptor) {
        return has(DESCRIPTORS.resolve(Integer.toString(descriptor)), descriptor);
    }

    static boolean has(Path link, int descriptor) {
        try {
            String open = Files.readSymbolicLink(link).toString();
            if (open.startsWith(PSEUDO)) {
                return true;
            }
            if (!open.startsWith("/dev/") || open.equals("/dev/null")) {
                return false;
            }
        } catch (IOException noSuchPlace) {
            // Another system: asked below.
        }
        return Linux.isTerminal(descriptor);
    }
}
