package io.weft.cli.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weft.cli.machine.User;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who asked for a workload, and whose rights it gets: the user behind sudo, or whoever runs the command.
 *
 * @param groups supplementary groups; without meaning for root
 * @param environment where sudo left root's, the user's own: {@code HOME}, {@code USER}, {@code LOGNAME}
 */
record Caller(User user, List<Integer> groups, Map<String, String> environment) {
    private static final int NAME = 0; // fields of a line of passwd
    private static final int HOME = 5;
    private static final int PROXY_UID = User.PROXY.uid();

    /**
     * Reads what sudo left in the environment.
     *
     * @param asked user number or name from the command line; empty: nobody in particular
     * @throws IllegalArgumentException if there is no such user, or it is the sidecars' own
     */
    static Caller of(String asked, Map<String, String> environment) {
        String uid = asked.isEmpty() ? environment.getOrDefault("SUDO_UID", "0") : id("-u", asked);
        if (uid.equals("0")) {
            return new Caller(User.ROOT, List.of(), Map.of());
        }
        User user = new User(
                number(uid), number(asked.isEmpty() ? environment.getOrDefault("SUDO_GID", uid) : id("-g", asked)));
        if (user.uid() == PROXY_UID) {
            throw new IllegalArgumentException(
                    "user " + PROXY_UID + " is the sidecars': its traffic would bypass the mesh");
        }
        String groups = id("-G", asked.isEmpty() ? uid : asked);
        return new Caller(
                user, Arrays.stream(groups.split(" ", -1)).map(Caller::number).toList(), own(uid));
    }

    /** Empty for a number without a name. */
    private static Map<String, String> own(String uid) {
        String[] entry = ask("getent", "passwd", uid).orElse("").split(":", -1);
        return entry.length <= HOME
                ? Map.of()
                : Map.of("HOME", entry[HOME], "USER", entry[NAME], "LOGNAME", entry[NAME]);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a user or group number: " + text, e);
        }
    }

    private static String id(String what, String user) {
        return ask("id", what, user).orElseThrow(() -> new IllegalArgumentException("no such user: " + user));
    }

    /** What a command says; empty if it fails. */
    private static Optional<String> ask(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
            return process.waitFor() == 0 ? Optional.of(output.strip()) : Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot look up a user: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted", e);
        }
    }
}
