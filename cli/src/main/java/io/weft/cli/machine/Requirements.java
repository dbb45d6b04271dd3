package io.weft.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a mesh on one machine needs of that machine: Linux, root, and three small packages. */
public final class Requirements {
    private static final List<String> TOOLS =
            List.of("ip", "iptables-save", "iptables-restore", "setpriv", "setsid", "mount");

    private Requirements() {}

    /**
     * Makes sure all of it is there; missing tools are installed with the system's package manager.
     *
     * @param notes told what is being installed
     * @throws MachineException saying what would work, if this machine cannot do it
     */
    public static void ensure(Consumer<String> notes) {
        refuseIfUnable();
        List<String> missing = missing(Requirements::onPath);
        if (!missing.isEmpty()) {
            install(missing, notes);
        }
    }

    /**
     * Looks at the system and the user only; installs nothing.
     *
     * @throws MachineException saying what would work, if this is not Linux or not root
     */
    static void refuseIfUnable() {
        String complaint = complaint(System.getProperty("os.name"), effectiveUid());
        if (complaint != null) {
            throw new MachineException(complaint);
        }
    }

    /** What this machine lacks, in sentences; installs nothing. */
    public static List<String> problems() {
        List<String> problems = new ArrayList<>();
        String complaint = complaint(System.getProperty("os.name"), effectiveUid());
        if (complaint != null) {
            problems.add(complaint);
        }
        List<String> missing = missing(Requirements::onPath);
        if (!missing.isEmpty()) {
            problems.add("these commands are missing: " + String.join(", ", missing)
                    + ". linkerd up installs them, or install iproute2, iptables and util-linux");
        }
        return problems;
    }

    static @Nullable String complaint(String system, long uid) {
        if (!system.equals("Linux")) {
            return "a mesh on one machine needs Linux, and this is " + system
                    + ": use a Linux machine or a privileged Linux container, or install Weft on a Kubernetes cluster";
        }
        return uid == 0
                ? null
                : "a mesh on one machine needs root, for network namespaces: use sudo or a privileged container, or install"
                        + " Weft on a Kubernetes cluster";
    }

    static List<String> missing(Predicate<String> present) {
        return TOOLS.stream().filter(present.negate()).toList();
    }

    private static void install(List<String> missing, Consumer<String> notes) {
        String names = String.join(", ", missing);
        SystemPackages manager = SystemPackages.find(Requirements::onPath)
                .orElseThrow(() -> new MachineException(
                        "these commands are missing: " + names + ". Install iproute2, iptables and util-linux"));
        notes.accept("missing on this machine: " + names);
        Tool.Outcome outcome = manager.install(SystemPackages::patiently, notes);
        List<String> still = missing(Requirements::onPath);
        if (!still.isEmpty()) {
            throw new MachineException("these commands are still missing: " + String.join(", ", still)
                    + ". Install iproute2, iptables and util-linux yourself; "
                    + manager.install().getFirst() + " said:\n"
                    + outcome.output().strip());
        }
    }

    private static boolean onPath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, command)));
    }

    private static long effectiveUid() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid ? uid : -1;
        } catch (IOException | UnsupportedOperationException e) {
            return -1;
        }
    }
}
