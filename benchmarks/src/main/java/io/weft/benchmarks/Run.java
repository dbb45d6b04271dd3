package io.weft.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
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

    private final Work work;
    private final Path dist;
    private final Consumer<String> progress;
    private final List<Pair> pairs = new ArrayList<>();

    Run(Work work, Path dist, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.progress = progress;
    }

    /** Everything; {@code peer} is an executable, or another build's {@code dist}, to be measured as a sidecar too. */
    List<Result> all(Course course, List<Scenario> scenarios, Optional<Path> peer) {
        start(scenarios.stream().map(Scenario::protocol).distinct().toList(), peer, course.rounds());
        Rounds rounds = new Rounds(course, List.copyOf(pairs), progress);
        return scenarios.stream()
                .flatMap(scenario -> rounds.measure(scenario).stream())
                .toList();
    }

    private void start(List<Protocol> protocols, Optional<Path> peer, int starts) {
        progress.accept("starting the mesh");
        MeshOnThisMachine mesh = MeshOnThisMachine.up(work, dist);
        progress.accept("waiting for the sidecars' AOT cache");
        mesh.awaitCache();
        Namespace client = mesh.plain("plain-client", 0, List.of("sleep", "infinity"));
        Certificates certificates = Certificates.make(work);
        progress.accept("starting " + starts + " sidecars of each kind");
        Starts measured = new Starts(mesh, starts);
        Kind weft = Kind.of(Mesh.WEFT, dist, measured);
        Optional<Kind> other = peer.map(executable -> Kind.of(Mesh.PEER, Peer.dist(work, dist, executable), measured));
        for (Protocol protocol : protocols) {
            List<String> application = Application.command(work, protocol, APPLICATION);
            Namespace server = mesh.plain("plain-" + protocol.text() + "-server", APPLICATION, application);
            Neighbours neighbours = new Neighbours(work, client, server, APPLICATION);
            pairs.add(neighbours.direct(protocol));
            nginx(neighbours, certificates, protocol);
            pairs.add(neighbours.pair(Mesh.HAPROXY, protocol, new Haproxy(certificates, protocol)));
            pairs.add(sidecars(mesh, protocol, weft, application));
            other.ifPresent(kind -> pairs.add(sidecars(mesh, protocol, kind, application)));
        }
    }

    private void nginx(Neighbours neighbours, Certificates certificates, Protocol protocol) {
        Optional<? extends Sides> sides = switch (protocol) {
            case HTTP1 -> Optional.of(new Nginx(certificates));
            case TCP -> NginxStream.find(certificates);
            case GRPC -> Optional.of(new NginxGrpc(certificates));
        };
        if (sides.isEmpty()) {
            progress.accept("nginx pair: left out of tcp, because this nginx has no stream module");
        }
        sides.ifPresent(found -> pairs.add(neighbours.pair(Mesh.NGINX, protocol, found)));
    }

    /**
     * A sidecar to be measured.
     *
     * @param dist the folder it comes from
     * @param readySeconds as {@link Starts} has it
     */
    private record Kind(Mesh mesh, Path dist, double readySeconds) {
        static Kind of(Mesh mesh, Path dist, Starts starts) {
            return new Kind(mesh, dist, starts.median(dist, mesh.key()));
        }
    }

    private static Pair sidecars(MeshOnThisMachine mesh, Protocol protocol, Kind kind, List<String> application) {
        String prefix = kind.mesh().key() + "-" + protocol.text();
        String service = prefix + "-server";
        Namespace server = protocol == Protocol.TCP
                ? mesh.opaque(kind.dist(), service, APPLICATION, application)
                : mesh.meshed(kind.dist(), service, APPLICATION, application);
        Namespace client = mesh.meshed(kind.dist(), prefix + "-client", 0, List.of("sleep", "infinity"));
        String origin = protocol.scheme() + "://" + service + ":" + APPLICATION;
        Answers.await(client, origin + protocol.question());
        return new Pair(
                kind.mesh(),
                protocol,
                client,
                origin,
                Sidecars.of(client),
                Sidecars.of(server),
                OptionalDouble.of(kind.readySeconds()));
    }
}
