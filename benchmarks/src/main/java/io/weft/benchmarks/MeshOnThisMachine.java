package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code linkerd up} and {@code linkerd run}, as a user types them. One thread. */
public final class MeshOnThisMachine {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration CACHE = Duration.ofMinutes(20);
    private static final String UP = "up";
    private static final String NAMESPACE = "bench";
    private static final String PROBE = "probe";
    private static final Pattern READY = Pattern.compile("type: Ready\\s+status: \"True\"");
    private static final Pattern ADDRESS = Pattern.compile("podIP: ([0-9.]+)");

    private final Work work;
    private final Path dist;
    private final Path directory;
    private final Map<String, Process> runners = new HashMap<>(); // by workload
    private final Map<String, Double> seenReady = new HashMap<>(); // by workload, seconds of the machine's uptime

    private MeshOnThisMachine(Work work, Path dist) {
        this.work = work;
        this.dist = dist;
        this.directory = work.folder().resolve("mesh");
    }

    /** Starts one and waits until it is up; it ends with the work. */
    public static MeshOnThisMachine up(Work work, Path dist) {
        MeshOnThisMachine mesh = new MeshOnThisMachine(work, dist);
        Process up = work.start(UP, mesh.linkerd(dist, "up", List.of("--dashboard-port", "0", "--trace-ratio", "0")));
        return Eventually.get(
                START,
                () -> mesh.refuseIfEnded(up, UP).contains("dashboard:") ? Optional.of(mesh) : Optional.empty(),
                () -> "linkerd up does not come up: " + work.said(UP));
    }

    /**
     * Waits until sidecars start with their AOT cache, as they do from the second time on, or it is known that there will be
     * none.
     */
    public void awaitCache() {
        Namespace probe = meshed(dist, PROBE, 0, List.of("sleep", "infinity"));
        if (!Sidecars.haveCache(probe)) {
            Eventually.get(
                    CACHE,
                    () -> work.said(UP).contains("AOT cache") ? Optional.of(true) : Optional.empty(),
                    () -> "the sidecars' AOT cache is not made: " + work.said(UP));
        }
        end(PROBE);
    }

    /** Ends a workload that runs. */
    void end(String workload) {
        work.end(Objects.requireNonNull(runners.get(workload), workload));
    }

    /** Runs a command as a workload without a sidecar, until the run's end. */
    Namespace plain(String name, int port, List<String> command) {
        return run(dist, name, List.of("--inject", "disabled"), port, command);
    }

    /**
     * Runs a command as a workload with a sidecar.
     *
     * @param sidecar the dist folder its proxy comes from
     * @param port it serves, behind a Service of its name; 0: none
     */
    public Namespace meshed(Path sidecar, String name, int port, List<String> command) {
        return meshed(sidecar, name, port, command, _ -> {});
    }

    /**
     * The same.
     *
     * @param begun told of the runner before it has started anything
     */
    public Namespace meshed(Path sidecar, String name, int port, List<String> command, Consumer<Process> begun) {
        return run(sidecar, name, port > 0 ? List.of("--service") : List.of(), port, command, begun);
    }

    /** Where a part of the control plane is; it is ready. */
    public Namespace controlPlane(String namespace, String deployment) {
        return Eventually.get(START, () -> ready(namespace, deployment), () -> deployment + " is not ready");
    }

    /** As {@link #meshed}, with a Service in front of it; sidecars pass its port's bytes on as they come. */
    Namespace opaque(Path sidecar, String name, int port, List<String> command) {
        OpaqueService.apply(directory.resolve("manifests"), NAMESPACE, name, port);
        return run(sidecar, name, List.of("--annotation", OpaqueService.ANNOTATION + "=" + port), port, command);
    }

    private Namespace run(Path from, String name, List<String> options, int port, List<String> command) {
        return run(from, name, options, port, command, _ -> {});
    }

    private Namespace run(
            Path from, String name, List<String> options, int port, List<String> command, Consumer<Process> begun) {
        List<String> arguments = new ArrayList<>(List.of("-n", NAMESPACE, "--name", name));
        arguments.addAll(options);
        if (port > 0) {
            arguments.addAll(List.of("--port", Integer.toString(port)));
        }
        arguments.add("--");
        arguments.addAll(command);
        Process runner = work.start(name, linkerd(from, "run", arguments));
        runners.put(name, runner);
        begun.accept(runner);
        return Eventually.get(
                START,
                () -> {
                    refuseIfEnded(runner, name);
                    return ready(NAMESPACE, name);
                },
                () -> name + " does not become ready: " + work.said(name));
    }

    /** When its Pod was first seen ready, in seconds of the machine's uptime; it has been. */
    double seenReady(String workload) {
        return Objects.requireNonNull(seenReady.get(workload), workload);
    }

    private Optional<Namespace> ready(String namespace, String name) {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(directory.resolve("manifests"), "pod." + namespace + "." + name + "-*.yaml")) {
            for (Path file : found) {
                return ready(file, name);
            }
        } catch (IOException e) {
            // Not there yet, or being replaced: looked at again.
        }
        return Optional.empty();
    }

    private Optional<Namespace> ready(Path manifest, String name) throws IOException {
        String text = Files.readString(manifest);
        Matcher address = ADDRESS.matcher(text);
        if (!READY.matcher(text).find() || !address.find()) {
            return Optional.empty();
        }
        seenReady.putIfAbsent(name, ProcFiles.uptimeSeconds());
        return Namespace.named(Tool.run(List.of("ip", "netns", "list")), pod(manifest))
                .map(netns -> new Namespace(netns, address.group(1)));
    }

    /** {@code NAMESPACE.NAME}, of {@code pod.NAMESPACE.NAME.yaml}. */
    private static String pod(Path manifest) {
        String file = String.valueOf(manifest.getFileName());
        return file.substring("pod.".length(), file.length() - ".yaml".length());
    }

    private String refuseIfEnded(Process process, String name) {
        String said = work.said(name);
        if (!process.isAlive()) {
            throw new BenchmarkException("linkerd " + name + " ended: " + said);
        }
        return said;
    }

    /** A command of the CLI about this mesh, for instance {@code tap}, to be started by the caller. */
    public List<String> command(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", NAMESPACE));
        all.addAll(List.of(arguments));
        return linkerd(dist, command, all);
    }

    private List<String> linkerd(Path programs, String command, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                Jvm.java(),
                "@" + dist.resolve("cli/jvm.options"),
                "-Dweft.dist=" + programs,
                "-jar",
                dist.resolve("cli/app.jar").toString(),
                command,
                "--dir",
                directory.toString()));
        all.addAll(arguments);
        return all;
    }
}
