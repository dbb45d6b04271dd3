package io.weft.e2e.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the four control-plane services of a mesh, as processes: the sidecar beside it is not part of it.
 *
 * <p>Threading: one test, one thread.
 */
final class Service {
    private static final Pattern USER = Pattern.compile("(?m)^Uid:\\s+(\\d+)");
    private static final String SERVICES = "2103";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final String network;
    private final Path pod;

    private Service(String network, Path pod) {
        this.network = network;
        this.pod = pod;
    }

    /** The service of that name, for instance {@code linkerd-identity}. */
    static Service of(MeshOnOneMachine mesh, String name) {
        return of(mesh.directory(), name);
    }

    /** As {@link #of(MeshOnOneMachine, String)}, of the mesh in that folder. */
    static Service of(Path mesh, String name) {
        String member = find(read(mesh.resolve("run/up.json")), "\\{[^{}]*\"name\" *: *\"" + name + "\"[^{}]*\\}");
        String pod = "pod." + field(member, "namespace") + "." + field(member, "pod") + ".yaml";
        return new Service(field(member, "network"), mesh.resolve("manifests").resolve(pod));
    }

    /** Kills it with SIGKILL, and whatever is started in its place, for that long; how many processes that were. */
    int keepDown(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int killed = 0;
        while (System.nanoTime() < end) {
            killed += kill();
            Patience.watchFor(BETWEEN_LOOKS);
        }
        return killed;
    }

    /** Kills it with SIGKILL; how many processes that were. */
    int kill() {
        return (int) processes().stream().filter(ProcessHandle::destroyForcibly).count();
    }

    boolean isReady() {
        return !processes().isEmpty() && MeshOnOneMachine.isReady(pod);
    }

    private List<ProcessHandle> processes() {
        try {
            Process listing = new ProcessBuilder("ip", "netns", "pids", network).start();
            try (BufferedReader pids = listing.inputReader()) {
                return pids.lines()
                        .map(String::strip)
                        .filter(Service::isOfServices)
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfServices(String pid) {
        try {
            Matcher user = USER.matcher(Files.readString(Path.of("/proc", pid, "status")));
            return user.find() && user.group(1).equals(SERVICES);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String field(String member, String name) {
        return find(member, "(?<=\"" + name + "\" : \")[^\"]+");
    }

    private static String find(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + text))
                .group();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
