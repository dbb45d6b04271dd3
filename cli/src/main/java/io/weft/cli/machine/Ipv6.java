package io.weft.cli.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether namespaces of this machine are to have IPv6: where its kernel has it and can redirect it. What could not be redirected
 * would pass the sidecars by.
 */
final class Ipv6 {
    private static final Path KNOWN = Path.of("/proc/net/if_inet6");

    private Ipv6() {}

    /** Looked at once. Threading: any; the first caller waits for a command. */
    static boolean usable() {
        return Answer.USABLE;
    }

    private static boolean redirects() {
        try {
            return Tool.attempt("", List.of("ip6tables-save", "-t", "nat")).ok();
        } catch (MachineException absent) {
            return false;
        }
    }

    private static final class Answer {
        static final boolean USABLE = Files.exists(KNOWN) && redirects();
    }
}
