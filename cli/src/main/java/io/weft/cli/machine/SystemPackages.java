package io.weft.cli.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A system's package manager, and how it installs what a mesh needs.
 *
 * @param install the whole command
 * @param update fetches the lists of packages that {@code install} goes by; null where it fetches them itself
 */
record SystemPackages(List<String> install, @Nullable List<String> update) {
    private static final Tool.Patience PATIENCE = new Tool.Patience(Duration.ofMinutes(10), Duration.ofMinutes(1));

    /** Nobody is there to be asked. */
    private static final Map<String, String> ENVIRONMENT = Map.of("DEBIAN_FRONTEND", "noninteractive");

    private static final List<SystemPackages> KNOWN = List.of(
            new SystemPackages(
                    List.of(
                            "apt-get",
                            "install",
                            "-y",
                            "--no-install-recommends",
                            "iproute2",
                            "iptables",
                            "util-linux"),
                    List.of("apt-get", "update")),
            new SystemPackages(List.of("dnf", "install", "-y", "iproute", "iptables", "util-linux"), null),
            new SystemPackages(
                    List.of("apk", "add", "--no-cache", "iproute2", "iptables", "util-linux", "setpriv", "mount"),
                    null));

    /** Runs a command to its end. */
    @FunctionalInterface
    interface Runner {
        Tool.Outcome run(List<String> command);
    }

    /** The one this system has. */
    static Optional<SystemPackages> find(Predicate<String> present) {
        return KNOWN.stream()
                .filter(manager -> present.test(manager.install().getFirst()))
                .findFirst();
    }

    /** Runs a command as long as a package manager may take; one that is given up is asked to end, and has time to. */
    static Tool.Outcome patiently(List<String> command) {
        return Tool.attempt("", command, ENVIRONMENT, PATIENCE);
    }

    /**
     * Installs what a mesh needs. A new machine has no lists of packages, an old one has outdated ones: they are fetched when it
     * does not go without.
     *
     * @param notes told every command before it runs
     * @return what the last command left
     */
    Tool.Outcome install(Runner runner, Consumer<String> notes) {
        Tool.Outcome outcome = run(install, runner, notes);
        if (outcome.ok() || update == null) {
            return outcome;
        }
        Tool.Outcome updated = run(update, runner, notes);
        return updated.ok() ? run(install, runner, notes) : updated;
    }

    private static Tool.Outcome run(List<String> command, Runner runner, Consumer<String> notes) {
        notes.accept("running " + String.join(" ", command));
        return runner.run(command);
    }
}
