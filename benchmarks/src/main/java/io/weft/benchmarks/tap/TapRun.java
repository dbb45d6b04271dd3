package io.weft.benchmarks.tap;

import io.weft.benchmarks.Answers;
import io.weft.benchmarks.Application;
import io.weft.benchmarks.Jvm;
import io.weft.benchmarks.Latencies;
import io.weft.benchmarks.MeshOnThisMachine;
import io.weft.benchmarks.Namespace;
import io.weft.benchmarks.ProcFiles;
import io.weft.benchmarks.RateMain;
import io.weft.benchmarks.Sidecars;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One run, with a mesh of its own. The main thread. */
final class TapRun {
    private static final int PORT = 8080;
    private static final String SERVER = "server";
    private static final String PAGE = "http://" + SERVER + ":" + PORT + "/";
    /** Before a tap counts, it is open for as long. */
    private static final int SETTLE = 3;

    private final Work work;
    private final Path dist;
    private final TapPlan plan;
    private final Consumer<String> progress;

    TapRun(Work work, Path dist, TapPlan plan, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.plan = plan;
        this.progress = progress;
    }

    TapResult run() {
        progress.accept("starting the mesh");
        MeshOnThisMachine mesh = MeshOnThisMachine.up(work, dist);
        progress.accept("waiting for the sidecars' AOT cache");
        mesh.awaitCache();
        Namespace server = mesh.meshed(dist, SERVER, PORT, Application.command(work, PORT), _ -> {});
        Namespace client = mesh.meshed(dist, "client", 0, List.of("sleep", "infinity"));
        Answers.await(client, PAGE);
        List<Long> sidecar = Sidecars.of(server);
        progress.accept("warming up");
        load(client, 2 * plan.seconds());
        tapped(mesh, client, sidecar, SETTLE);
        List<TapRound> rounds = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            rounds.add(round(mesh, client, sidecar, round % 2 == 1));
            progress.accept(rounds.getLast().toString());
        }
        return new TapResult(plan, rounds);
    }

    private TapRound round(MeshOnThisMachine mesh, Namespace client, List<Long> sidecar, boolean tappedFirst) {
        if (tappedFirst) {
            Part tapped = tapped(mesh, client, sidecar, plan.seconds());
            return new TapRound(part(client, sidecar, plan.seconds(), () -> 0), tapped);
        }
        Part alone = part(client, sidecar, plan.seconds(), () -> 0);
        return new TapRound(alone, tapped(mesh, client, sidecar, plan.seconds()));
    }

    /** The tap is opened while something passes, and has settled before it is measured. */
    private Part tapped(MeshOnThisMachine mesh, Namespace client, List<Long> sidecar, int seconds) {
        Process traffic = work.start("traffic", client.entering(rate(SETTLE * plan.seconds())));
        try (OpenTap tap = OpenTap.open(work, mesh.command("tap", "deploy/" + SERVER))) {
            work.end(traffic);
            load(client, SETTLE);
            return part(client, sidecar, seconds, tap::shown);
        } finally {
            work.end(traffic);
        }
    }

    private Part part(Namespace client, List<Long> sidecar, int seconds, LongSupplier shown) {
        long before = shown.getAsLong();
        long cpu = ProcFiles.cpuMicros(sidecar);
        Latencies found = load(client, seconds);
        double used = ProcFiles.cpuMicros(sidecar) - cpu;
        double perSecond = (double) (shown.getAsLong() - before) / seconds;
        return new Part(found.requests(), found.failures(), used / found.requests(), found.p99(), perSecond);
    }

    private Latencies load(Namespace client, int seconds) {
        return Latencies.parse(client.run(rate(seconds)));
    }

    private List<String> rate(int seconds) {
        return Jvm.command(
                RateMain.class,
                PAGE,
                Integer.toString(plan.rate()),
                Integer.toString(seconds),
                Integer.toString(plan.connections()));
    }
}
