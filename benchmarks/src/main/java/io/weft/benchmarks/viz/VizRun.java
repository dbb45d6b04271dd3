package io.weft.benchmarks.viz;

import io.grpc.Server;
import io.weft.benchmarks.Eventually;
import io.weft.benchmarks.ShippedService;
import io.weft.benchmarks.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures: each round has a process of its own. The main thread. */
final class VizRun {
    /** After which every series has counted. */
    private static final int SCRAPES_BEFORE = 3;

    private static final Duration AGE = Duration.ofHours(1); // of the sidecars, older than any window
    private static final double KILO = 1024;
    private static final double NANOS = 1e9;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Work work;
    private final Path dist;
    private final Consumer<String> progress;

    VizRun(Work work, Path dist, Consumer<String> progress) {
        this.work = work;
        this.dist = dist;
        this.progress = progress;
    }

    VizRound round(VizPlan plan) {
        SimulatedMesh mesh = new SimulatedMesh(plan.sidecars(), Exposition.peers(plan.series()));
        ScrapeLog log = new ScrapeLog(plan.sidecars(), plan.interval());
        long since = System.nanoTime();
        long started = Instant.now().minus(AGE).getEpochSecond();
        try (Sidecars sidecars = Sidecars.open(plan.sidecars(), pod -> {
            long now = System.nanoTime();
            log.asked(pod, now);
            return Exposition.of(mesh, pod, plan.series(), started, AGE.toSeconds() + (now - since) / NANOS);
        })) {
            Server workloads = new WorkloadsCalls(mesh, sidecars).serve();
            try {
                return measure(plan, log, workloads.getPort());
            } finally {
                workloads.shutdownNow();
            }
        }
    }

    private VizRound measure(VizPlan plan, ScrapeLog log, int workloads) {
        progress.accept("starting viz-service");
        int port = ShippedService.freePort();
        ShippedService viz = ShippedService.start(
                work,
                dist,
                "viz-service",
                Map.of(),
                "--server.port=" + port,
                "--spring.grpc.server.port=" + ShippedService.freePort(),
                "--mesh.viz.destination=127.0.0.1:" + workloads,
                "--mesh.viz.scrape-interval=" + plan.interval() + "s");
        try (Questions questions = new Questions(port)) {
            awaitScrapes(plan, log, viz);
            progress.accept("asking");
            questions.look();
            return ask(plan, log, viz, questions);
        } finally {
            viz.end();
        }
    }

    private static VizRound ask(VizPlan plan, ScrapeLog log, ShippedService viz, Questions questions) {
        log.judge();
        long cpu = viz.cpuMillis();
        long since = System.nanoTime();
        MostMemory most = new MostMemory(viz);
        questions.ask(plan.seconds(), most);
        long now = System.nanoTime();
        double busy = (viz.cpuMillis() - cpu) * 1e6 * 100 / (now - since);
        ScrapeLog.Found scrapes = log.found(now);
        return new VizRound(
                most.kilobytes / KILO,
                viz.liveHeap(),
                viz.metric("viz_series"),
                viz.metric("viz_samples_refused_total"),
                viz.metric("viz_scrapes_total") - viz.metric("viz_scrapes_total", "result=\"ok\""),
                busy,
                scrapes,
                questions.found());
    }

    private void awaitScrapes(VizPlan plan, ScrapeLog log, ShippedService viz) {
        progress.accept("waiting until every sidecar was scraped " + SCRAPES_BEFORE + " times");
        Eventually.get(
                Duration.ofSeconds((long) plan.interval() * SCRAPES_BEFORE * 3 + 60),
                () -> Optional.of(true).filter(_ -> log.least() >= SCRAPES_BEFORE || viz.ended()),
                () -> "some sidecar was scraped " + log.least() + " times only");
    }

    /** Looks at the process's memory once a second. */
    private static final class MostMemory implements Runnable {
        private final ShippedService service;
        private long next = System.nanoTime();
        private long kilobytes;

        MostMemory(ShippedService service) {
            this.service = service;
        }

        @Override
        public void run() {
            if (System.nanoTime() - next >= 0) {
                next = System.nanoTime() + LOOK_NANOS;
                kilobytes = Math.max(kilobytes, service.memory().resident());
            }
        }
    }
}
