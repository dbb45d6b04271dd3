package io.weft.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run: the workloads stand side by side, and the pairs are measured one after the other. One thread.
 *
 * <p>All of them cross the same bridge between two network namespaces. What is not measured at a time is idle.
 */
final class Run {
    private static final int APPLICATION = 8080;
    private static final Duration LISTENING = Duration.ofSeconds(20);

    private final Work work;
    private final Path dist;
    private final Course course;
    private final Consumer<String> progress;
    private final List<Result> results = new ArrayList<>();

    Run(Work work, Path dist, Course course, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.course = course;
        this.progress = progress;
    }

    /** Everything; {@code peer} is an executable to be measured as a sidecar too. */
    List<Result> all(Optional<Path> peer) {
        progress.accept("starting the mesh");
        MeshOnThisMachine mesh = MeshOnThisMachine.up(work, dist);
        List<String> application = Nginx.application(work, APPLICATION);
        Namespace server = mesh.plain("plain-server", APPLICATION, application);
        Namespace client = mesh.plain("plain-client", 0, List.of("sleep", "infinity"));
        Certificates certificates = Certificates.make(work);

        measure(new Pair(
                "no proxies", client, "http://" + server.address() + ":" + APPLICATION + "/", List.of(), List.of()));
        nginx(new Nginx(certificates), client, server);
        haproxy(new Haproxy(certificates), client, server);
        sidecars(mesh, dist, "Weft", "mesh", application);
        peer.ifPresent(
                executable -> sidecars(mesh, Peer.dist(work, dist, executable), name(executable), "peer", application));
        return List.copyOf(results);
    }

    private static String name(Path executable) {
        return String.valueOf(executable.getFileName());
    }

    private void nginx(Nginx nginx, Namespace client, Namespace server) {
        Process near = start("nginx-client", client, nginx.client(work, server.address()));
        Process far = start("nginx-server", server, nginx.server(work, server.address(), APPLICATION));
        pair("nginx pair", client, Nginx.page(), near, far);
    }

    private void haproxy(Haproxy haproxy, Namespace client, Namespace server) {
        Process near = start("haproxy-client", client, haproxy.client(work, server.address()));
        Process far = start("haproxy-server", server, haproxy.server(work, server.address(), APPLICATION));
        pair("haproxy pair", client, Haproxy.page(), near, far);
    }

    private void pair(String name, Namespace client, String page, Process near, Process far) {
        answering(client, page);
        measure(new Pair(name, client, page, family(near), family(far)));
        work.end(near);
        work.end(far);
    }

    private void sidecars(MeshOnThisMachine mesh, Path sidecar, String name, String prefix, List<String> application) {
        Namespace server = mesh.meshed(sidecar, prefix + "-server", APPLICATION, application);
        Namespace client = mesh.meshed(sidecar, prefix + "-client", 0, List.of("sleep", "infinity"));
        String page = "http://" + prefix + "-server:" + APPLICATION + "/";
        answering(client, page);
        measure(new Pair(name, client, page, Sidecars.of(client), Sidecars.of(server)));
    }

    private Process start(String name, Namespace namespace, List<String> command) {
        return work.start(name, namespace.entering(command));
    }

    private void measure(Pair pair) {
        results.add(course.run(pair, progress));
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
