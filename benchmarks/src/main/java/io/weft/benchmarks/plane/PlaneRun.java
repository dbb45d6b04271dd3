package io.weft.benchmarks.plane;

import io.weft.benchmarks.Timings;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Measures: each round, and each size, has processes of its own. The main thread. */
final class PlaneRun {
    private static final int WARM_UP = 10;
    private static final int AFTER_RESTART = 20;
    private static final int SIZES = 3;
    private static final double KILO = 1024;

    private final Work work;
    private final Path dist;
    private final Consumer<String> progress;

    PlaneRun(Work work, Path dist, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.progress = progress;
    }

    Round round(Plan plan, long seed) {
        Random random = new Random(seed);
        try (ApiServer server = new ApiServer()) {
            plan.world().fill(server);
            progress.accept("starting destination-service");
            Destination destination = Destination.start(work, dist, server);
            Hearing hearing = new Hearing(plan.proxies());
            progress.accept("connecting " + plan.proxies() + " proxies");
            long since = System.nanoTime();
            try (Proxies proxies = Proxies.open(
                            destination.port(), plan.proxies(), plan.watched(), plan.world(), hearing, random);
                    SlowReader _ = SlowReader.open(destination.port())) {
                progress.accept(proxies.size() + " streams answered within " + (System.nanoTime() - since) / 1_000_000
                        + " ms; changing single pods");
                Cluster cluster = new Cluster(plan.world(), server, hearing, random);
                cluster.change(WARM_UP);
                Timings updates = cluster.change(plan.changes());
                double rss = rss(destination);
                progress.accept(updates + ", " + rss + " MB; rolling out");
                Round.Rollout rollout = cluster.rollOut(destination.service()::cpuMillis, plan.proxies());
                double slow = destination.service().metric("endpoint_updates_queue_overflow_total");
                progress.accept(rollout + "; starting destination-service again");
                Round.Restart restart = restart(destination, proxies, cluster);
                progress.accept(restart.toString());
                return new Round(updates, rss, rollout, slow, restart);
            } finally {
                destination.service().end();
            }
        }
    }

    private static Round.Restart restart(Destination destination, Proxies proxies, Cluster cluster) {
        proxies.expectNewAnswers();
        destination.service().restart();
        long ready = System.nanoTime();
        proxies.awaitAnswers();
        double answered = (System.nanoTime() - ready) / 1e6;
        double rss = rss(destination);
        return new Round.Restart(answered, proxies.least(), rss, cluster.change(AFTER_RESTART));
    }

    /** Each size without and with its proxies: what the former grow by is the endpoints', what they differ by the streams'. */
    List<Growth> growth(Plan plan) {
        List<Growth> found = new ArrayList<>();
        for (int size = 1; size <= SIZES; size++) {
            int part = 1 << (SIZES - size);
            World world = new World(plan.world().services() / part, plan.world().endpoints() / part);
            progress.accept("measuring memory with " + world);
            growth(world, plan.proxies() / part, plan.watched(), found);
        }
        return found;
    }

    private void growth(World world, int count, int watched, List<Growth> found) {
        try (ApiServer server = new ApiServer()) {
            world.fill(server);
            Destination destination = Destination.start(work, dist, server);
            try {
                found.add(memory(destination, world, 0));
                try (Proxies proxies =
                        Proxies.open(destination.port(), count, watched, world, new Hearing(count), new Random(1))) {
                    found.add(memory(destination, world, proxies.size()));
                }
            } finally {
                destination.service().end();
            }
        }
    }

    private static Growth memory(Destination destination, World world, int streams) {
        double heap = destination.service().liveHeap();
        return new Growth(world.services(), world.endpoints(), streams, heap, rss(destination));
    }

    private static double rss(Destination destination) {
        return destination.service().memory().resident() / KILO;
    }
}
