package io.weft.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One run: all pairs stand side by side, and are measured in turn. One thread.
 *
 * <p>All of them cross the same bridge between two network namespaces. What is not measured at a time is idle.
 */
final class Run {
    private static final int APPLICATION = 8080;
    private static final Duration LISTENING = Duration.ofSeconds(20);

    private final Work work;
    private final Path dist;
    private final Consumer<String> progress;
    private final List<Pair> pairs = new ArrayList<>();

    Run(Work work, Path dist, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.progress = progress;
    }

    /** Everything; {@code peer} is an executable to be measured as a sidecar too. */
    List<Result> all(Course course, Optional<Path> peer) {
        start(peer);
        Rounds rounds = new Rounds(course, List.copyOf(pairs), progress);
        return Arrays.stream(Scenario.values())
                .flatMap(scenario -> rounds.measure(scenario).stream())
                .toList();
    }

    private void start(Optional<Path> peer) {
        progress.accept("starting the mesh");
        MeshOnThisMachine mesh = MeshOnThisMachine.up(work, dist);
        progress.accept("waiting for the sidecars' AOT cache");
        mesh.awaitCache();
        List<String> application = Nginx.application(work, APPLICATION);
        Namespace server = mesh.plain("plain-server", APPLICATION, application);
        Namespace client = mesh.plain("plain-client", 0, List.of("sleep", "infinity"));
        Certificates certificates = Certificates.make(work);

        String bare = "http://" + server.address() + ":" + APPLICATION;
        pairs.add(new Pair(Mesh.DIRECT, client, bare, List.of(), List.of(), OptionalDouble.empty()));
        nginx(new Nginx(certificates), client, server);
        haproxy(new Haproxy(certificates), client, server);
        sidecars(mesh, dist, Mesh.WEFT, application);
        peer.ifPresent(executable -> sidecars(mesh, Peer.dist(work, dist, executable), Mesh.PEER, application));
    }

    private void nginx(Nginx nginx, Namespace client, Namespace server) {
        Process near = start("nginx-client", client, nginx.client(work, server.address()));
        Process far = start("nginx-server", server, nginx.server(work, server.address(), APPLICATION));
        pair(Mesh.NGINX, client, Nginx.origin(), near, far);
    }

    private void haproxy(Haproxy haproxy, Namespace client, Namespace server) {
        Process near = start("haproxy-client", client, haproxy.client(work, server.address()));
        Process far = start("haproxy-server", server, haproxy.server(work, server.address(), APPLICATION));
        pair(Mesh.HAPROXY, client, Haproxy.origin(), near, far);
    }

    private void pair(Mesh mesh, Namespace client, String origin, Process near, Process far) {
        answering(client, origin + "/");
        pairs.add(new Pair(mesh, client, origin, family(near), family(far), OptionalDouble.empty()));
    }

    private void sidecars(MeshOnThisMachine mesh, Path sidecar, Mesh name, List<String> application) {
        Namespace server = mesh.meshed(sidecar, name.key() + "-server", APPLICATION, application);
        List<Long> far = Sidecars.of(server);
        OptionalDouble ready = ProcFiles.ageSeconds(far);
        Namespace client = mesh.meshed(sidecar, name.key() + "-client", 0, List.of("sleep", "infinity"));
        String origin = "http://" + name.key() + "-server:" + APPLICATION;
        answering(client, origin + "/");
        pairs.add(new Pair(name, client, origin, Sidecars.of(client), far, ready));
    }

    private Process start(String name, Namespace namespace, List<String> command) {
        return work.start(name, namespace.entering(command));
    }

    private void answering(Namespace client, String page) {
        Eventually.get(LISTENING, () -> asked(client, page), () -> page + " does not answer");
    }

    private static Optional<Boolean> asked(Namespace client, String page) {
        try {
            Latencies found = Latencies.parse(client.run(Jvm.command(RateMain.class, page, "100", "1", "1")));
            return found.failures() == 0 ? Optional.of(true) : Optional.empty();
        } catch (BenchmarkException e) {
            return Optional.empty();
        }
    }

    /** A process with its children: nginx has a master and a worker. */
    private static List<Long> family(Process process) {
        List<Long> family = new ArrayList<>(List.of(process.pid()));
        process.descendants().map(ProcessHandle::pid).forEach(family::add);
        return family;
    }
}
