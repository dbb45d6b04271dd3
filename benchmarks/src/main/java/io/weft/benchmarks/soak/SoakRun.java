package io.weft.benchmarks.soak;

import io.weft.benchmarks.Answers;
import io.weft.benchmarks.Application;
import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.MeshOnThisMachine;
import io.weft.benchmarks.Namespace;
import io.weft.benchmarks.Sidecars;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run, with a mesh of its own. The main thread.
 *
 * @param group that the server's sidecar is started in
 * @param progress told what happens, a line each
 */
record SoakRun(Work work, Path dist, SoakPlan plan, Optional<MemoryGroup> group, Consumer<String> progress) {
    private static final int PORT = 8080;
    private static final String DESTINATION = "linkerd-destination";
    private static final double NANOS = 1e9;

    SoakResult run() {
        progress.accept("starting the mesh");
        MeshOnThisMachine mesh = MeshOnThisMachine.up(work, dist);
        progress.accept("waiting for the sidecars' AOT cache");
        mesh.awaitCache();
        Namespace server = server(mesh, "server", runner -> group.ifPresent(each -> each.catchSidecar(runner)));
        refuseIfMissed(server);
        Namespace client = mesh.meshed(dist, "client", 0, List.of("sleep", "infinity"));
        Answers.await(client, page("server"));
        return plan.outage().isZero()
                ? loaded(mesh, server, client, Optional.empty())
                : interrupted(mesh, server, client);
    }

    private SoakResult interrupted(MeshOnThisMachine mesh, Namespace server, Namespace client) {
        server(mesh, "idle", _ -> {});
        Answers.await(client, page("idle"));
        Outage outage = new Outage(Stream.of("linkerd-identity", DESTINATION, "linkerd-proxy-injector")
                .map(name -> mesh.controlPlane("linkerd", name))
                .toList());
        try (Interlude interlude = Interlude.schedule(plan, outage, new Waking(client, page("idle")))) {
            return loaded(mesh, server, client, Optional.of(interlude));
        }
    }

    private Namespace server(MeshOnThisMachine mesh, String name, Consumer<Process> begun) {
        return mesh.meshed(dist, name, PORT, Application.command(work, PORT), begun);
    }

    private void refuseIfMissed(Namespace server) {
        if (group.isPresent() && !group.get().holds(Sidecars.of(server))) {
            throw new BenchmarkException("--memory-limit: the sidecar could not be moved into its memory cgroup");
        }
    }

    private static String page(String service) {
        return "http://" + service + ":" + PORT + "/";
    }

    private SoakResult loaded(
            MeshOnThisMachine mesh, Namespace server, Namespace client, Optional<Interlude> interlude) {
        Namespace destination = mesh.controlPlane("linkerd", DESTINATION);
        List<Watched> watched = List.of(
                new Watched("client's sidecar", client, Sidecars.USER, false),
                new Watched("server's sidecar", server, Sidecars.USER, false),
                new Watched(
                        "destination-service",
                        destination,
                        Outage.USER,
                        !plan.outage().isZero()));
        progress.accept("the load begins");
        Load load = Load.start(work, client, page("server"), plan);
        watch(load, watched);
        return new SoakResult(
                plan,
                load.windows(),
                watched.stream().map(Watched::series).toList(),
                interlude.map(Interlude::woken),
                group.map(each -> OptionalLong.of(each.peakBytes())).orElse(OptionalLong.empty()));
    }

    private void watch(Load load, List<Watched> watched) {
        long begin = System.nanoTime();
        Duration next = Duration.ZERO;
        while (!load.isOverAt(begin + next.toNanos())) {
            double second = (System.nanoTime() - begin) / NANOS;
            watched.forEach(each -> each.look(second));
            progress.accept("after %.0f s: ".formatted(second)
                    + watched.stream().map(Watched::last).collect(Collectors.joining("; ")) + "; "
                    + load.failures() + " requests failed");
            next = next.plus(plan.interval());
        }
        load.complaint().ifPresent(progress);
    }
}
