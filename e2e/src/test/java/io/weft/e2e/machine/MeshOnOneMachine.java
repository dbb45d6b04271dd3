package io.weft.e2e.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A mesh in a temporary folder, as one test sees it: {@code linkerd up}, and {@code linkerd run} for workloads while this is open.
 *
 * <p>Threading: one test class, one thread.
 */
final class MeshOnOneMachine implements AutoCloseable {
    /** The tag of classes that use {@link #shared}; the build runs them one after the other. */
    static final String SHARED = "shared-mesh";

    private static final Duration START = Duration.ofMinutes(3);

    private static @Nullable MeshOnOneMachine ofThisProcess; // guarded by the class

    private final Path directory;
    private final Command up;
    private final boolean shared;
    private final List<Command> commands = new ArrayList<>();
    private final Set<Path> written = new LinkedHashSet<>();

    private MeshOnOneMachine(Path directory, Command up, boolean shared) {
        this.directory = directory;
        this.up = up;
        this.shared = shared;
    }

    /**
     * Starts one and waits until it is up. Skips the calling test, saying why, where it cannot be.
     *
     * @param options of {@code linkerd up}
     */
    static MeshOnOneMachine start(String... options) {
        Machine.assumeFit();
        try {
            Path directory = Files.createTempDirectory("weft-e2e-");
            ProcessBuilder up =
                    Machine.linkerd(Stream.concat(Stream.of("up", "--dir", directory.toString()), Stream.of(options))
                            .toArray(String[]::new));
            try (FileChannel _ = Machine.lock("start")) { // which takes all there is of the machine
                MeshOnOneMachine mesh = new MeshOnOneMachine(directory, Command.start(up), false);
                mesh.awaitUp();
                return mesh;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #start}, with the usual options, but the same one for all of this process that do nothing to the mesh itself. What
     * one of them runs and writes is gone when it closes this; only viz-service remembers, so whoever asks that has a namespace
     * of their own. It ends with the process.
     */
    static synchronized MeshOnOneMachine shared() {
        Machine.assumeFit();
        if (ofThisProcess == null) {
            ofThisProcess = start();
            Runtime.getRuntime().addShutdownHook(new Thread(ofThisProcess::close));
        }
        return new MeshOnOneMachine(ofThisProcess.directory, ofThisProcess.up, true);
    }

    /** Its folder, as {@code --dir} takes it. */
    Path directory() {
        return directory;
    }

    /** What {@code linkerd up} prints. */
    Command up() {
        return up;
    }

    /** The host's address of the dashboard, for instance {@code http://127.0.0.1:8084}. */
    String dashboard() {
        return dashboardLine().orElseThrow();
    }

    /** Any command of {@code linkerd}, which learns of this mesh's folder; ends with the mesh at the latest. */
    Command linkerd(String... arguments) {
        return keep(Machine.linkerd(arguments));
    }

    /**
     * {@code linkerd run --dir DIR} with these arguments; ends with the mesh at the latest.
     *
     * @see #awaitReady
     */
    Command run(String... arguments) {
        return linkerd(Stream.concat(Stream.of("run", "--dir", directory.toString()), Stream.of(arguments))
                .toArray(String[]::new));
    }

    /** The command of a program of this module's tests, for {@code run}; its folder is open to root alone. */
    static List<String> program(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Machine.javaBinary(), "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Waits until the pod of a workload started with {@link #run} is ready. */
    void awaitReady(Command workload) {
        Patience.until(
                START,
                () -> podOf(workload).map(MeshOnOneMachine::isReady).orElse(false),
                () -> "the workload is not ready; it printed:\n" + workload.output() + "\nand linkerd up:\n"
                        + up.output());
    }

    /** The network namespace of a workload that runs. */
    String networkOf(Command workload) {
        return runnerOf(workload).orElseThrow(() -> new AssertionError(workload.output()));
    }

    /** The address of a workload that runs. */
    String addressOf(Command workload) {
        return inManifestOf(workload, "podIP\"?: \"?([0-9.]+)");
    }

    /** Its address of IPv6, as short as it can be written. */
    String ipv6Of(Command workload) {
        return inManifestOf(workload, "ip\"?: \"?(fd00:42:[0-9a-f:]+)").replace(":0:0:0:0:0:", "::");
    }

    private String inManifestOf(Command workload, String pattern) {
        return podOf(workload).stream()
                .flatMap(pod -> Pattern.compile(pattern).matcher(read(pod)).results())
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(workload.output()));
    }

    /** What the sidecar of a workload that runs counts: the sum of the samples that begin like this and have all of that. */
    double counted(Command workload, String sample, String... labels) {
        Command metrics = inside(workload, "curl", "-s", "-S", "-m", "10", "http://127.0.0.1:4191/metrics");
        var _ = metrics.exitCode();
        return metrics.lines().stream()
                .map(Line::text)
                .filter(line -> line.startsWith(sample) && Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /**
     * A command on the network of a workload that runs, as its application would start it: past the sidecar if it has one, with
     * its names. Ends with the mesh at the latest.
     */
    Command inside(Command workload, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", networkOf(workload)));
        whole.addAll(List.of(command));
        return keep(new ProcessBuilder(whole));
    }

    /** A command on the network of a part of the control plane, past its sidecar. Ends with the mesh at the latest. */
    Command insideControlPlane(String member, List<String> command) {
        String network = JsonMapper.shared()
                .readTree(read(directory.resolve("run/up.json")))
                .path("members")
                .valueStream()
                .filter(each -> each.path("name").asString("").equals(member))
                .map(each -> each.path("network").asString(""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + member));
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", network));
        whole.addAll(command);
        return keep(new ProcessBuilder(whole));
    }

    /** The body and, on a line of its own, the status of a GET that a workload sends; {@code 000} if nobody answered. */
    String get(Command workload, String url, String... curlOptions) {
        return answer(inside(workload, curl(url, curlOptions)));
    }

    /** As {@link #get(Command, String, String...)}, but sent by the host. */
    String get(String url) {
        return answer(keep(new ProcessBuilder(curl(url))));
    }

    /** As {@link #get(String)}, but a POST without body. */
    String post(String url) {
        return answer(keep(new ProcessBuilder(curl(url, "-X", "POST"))));
    }

    private static String[] curl(String url, String... options) {
        Stream<String> before = Stream.of("curl", "-s", "-S", "-m", "10", "-w", "\n%{http_code}");
        return Stream.of(before, Stream.of(options), Stream.of(url))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    private static String answer(Command asked) {
        var _ = asked.exitCode();
        return asked.output();
    }

    /** Writes {@code manifests/NAME}, whole from its first moment on. */
    void writeManifest(String name, String text) {
        try {
            Path aside = Files.writeString(manifest("." + name + ".new"), text);
            Files.move(aside, manifest(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteManifest(String name) {
        delete(manifest(name));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tests that write into the folder in ways of their own. */
    Path manifest(String name) {
        Path file = directory.resolve("manifests").resolve(name);
        written.add(file);
        return file;
    }

    /** Ends the workloads and removes the manifests; then the mesh with its folder, unless others share it. */
    @Override
    public void close() {
        commands.reversed().forEach(Command::close);
        written.forEach(MeshOnOneMachine::delete);
        if (!shared) {
            up.close();
            removeFolder();
        }
    }

    private void removeFolder() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Command keep(ProcessBuilder builder) {
        Command command = Command.start(builder);
        commands.add(command);
        return command;
    }

    private void awaitUp() {
        try {
            Patience.until(
                    START,
                    () -> dashboardLine().isPresent() || !up.isAlive(),
                    () -> "linkerd up is not up; it printed:\n" + up.output());
            if (dashboardLine().isEmpty()) {
                throw new AssertionError("linkerd up ended; it printed:\n" + up.output());
            }
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private Optional<String> dashboardLine() {
        String prefix = "dashboard: ";
        return up.lines().stream()
                .map(Line::text)
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    /** The network namespace whose runner is this command. */
    private Optional<String> runnerOf(Command workload) {
        return textFiles(directory.resolve("run/runners"))
                .filter(file -> read(file).matches("(?s).*\"pid\"\\s*:\\s*" + workload.pid() + "\\b.*"))
                .map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                .findFirst();
    }

    private Optional<Path> podOf(Command workload) {
        return textFiles(directory.resolve("manifests"))
                .filter(file -> file.getFileName().toString().startsWith("pod."))
                .filter(file -> read(file).matches("(?s).*weft\\.io/pid\\W+" + workload.pid() + "\\b.*"))
                .findFirst();
    }

    /** Whether the Pod of this manifest is ready. */
    static boolean isReady(Path pod) {
        return read(pod).matches("(?s).*\"?type\"?: \"?Ready\"?,? *\\s*\"?status\"?: \"True\".*");
    }

    private static Stream<Path> textFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }
}
