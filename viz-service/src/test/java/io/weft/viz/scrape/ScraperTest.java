package io.weft.viz.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.viz.window.MetricStore;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

class ScraperTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DisposableServer sidecars = HttpServer.create()
            .host("0.0.0.0")
            .handle((request, response) -> switch (request.requestHeaders()
                    .get("Host")
                    .replaceAll(":.*", "")) {
                case "127.0.0.2" -> Mono.never();
                case "127.0.0.3" -> response.sendString(Mono.just("x".repeat(200_000)));
                case "127.0.0.4" -> response.status(503).send();
                default -> response.sendString(Mono.just("response_total 1\n"));
            })
            .bindNow();
    private final DisposableServer mirror = HttpServer.create()
            .host("0.0.0.0")
            .handle((request, response) ->
                    response.sendString(Mono.just("gateway_alive{target_cluster_name=\"west\"} 0\n")))
            .bindNow();
    private final LoopResources loops = LoopResources.create("scraper-test", 1, true);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Latest<Workloads> workloads = new Latest<>(Workloads.NONE);
    private final MetricStore store = new MetricStore(
            Ticker.system(), InstantSource.system(), Duration.ofSeconds(2), Duration.ofMinutes(1), 10_000);
    private final Scraper scraper = new Scraper(
            workloads,
            List.of(store),
            new ScrapeSettings(Duration.ofMillis(100), Duration.ofSeconds(1), 100_000, 4, mirror.port()),
            meters,
            loops);

    @AfterEach
    void stop() {
        scraper.close();
        sidecars.disposeNow();
        mirror.disposeNow();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }

    @Test
    void sidecarThatMisbehavesCostsTheOthersNothing() {
        workloads.set(Workloads.of(List.of(
                workload(1, true), workload(2, true), workload(3, true), workload(4, true), workload(5, true))));

        scraper.round().block(PATIENCE);

        assertThat(store.series()).isEqualTo(2);
        assertThat(count("ok")).isEqualTo(2);
        assertThat(count("timeout") + count("error")).isEqualTo(2);
        assertThat(count("too_long")).isEqualTo(1);
    }

    @Test
    void sidecarsAreNotAskedAllAtOnce() {
        ScrapeSettings unhurried =
                new ScrapeSettings(Duration.ofMillis(400), Duration.ofMillis(200), 100_000, 4, mirror.port());
        workloads.set(
                Workloads.of(List.of(workload(5, true), workload(6, true), workload(7, true), workload(8, true))));

        try (Scraper slow = new Scraper(workloads, List.of(store), unhurried, meters, loops)) {
            long before = System.nanoTime();
            slow.round().block(PATIENCE);
            assertThat(System.nanoTime() - before)
                    .isGreaterThan(Duration.ofMillis(190).toNanos());
        }
        assertThat(count("ok")).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "PT10S, PT3S, 100, PT0.05S", // half of the time
        "PT2S, PT1.5S, 5, PT0.1S", // what the time-out leaves
        "PT1S, PT2S, 5, PT0S",
        "PT10S, PT3S, 0, PT0S",
    })
    void roundIsOverBeforeTheNextWhoeverIsSlow(Duration interval, Duration timeout, int targets, Duration gap) {
        assertThat(new ScrapeSettings(interval, timeout, 1, 1, 1).gap(targets)).isEqualTo(gap);
    }

    @Test
    void workloadThatIsNotReadyIsAskedTooAndOneThatIsGoneIsForgotten() {
        workloads.set(Workloads.of(List.of(workload(1, true), workload(5, false))));
        scraper.round().block(PATIENCE);
        assertThat(store.series()).isEqualTo(2);

        workloads.set(Workloads.NONE);
        scraper.round().block(PATIENCE);
        assertThat(store.series()).isZero();
    }

    @Test
    void serviceMirrorIsAskedBesideItsSidecarUnderAKeyOfItsOwn() {
        Workload pod = workload(1, true);
        workloads.set(Workloads.of(List.of(new Workload(
                pod.key(),
                pod.ownerKind(),
                pod.ownerName(),
                pod.serviceAccount(),
                pod.identity(),
                pod.admin(),
                pod.tap(),
                pod.ready(),
                pod.meshed(),
                Map.of("component", "linkerd-service-mirror")))));

        scraper.round().block(PATIENCE);
        assertThat(store.gateways(Duration.ofMinutes(1)))
                .singleElement()
                .satisfies(told -> assertThat(told.workload() + " " + told.value())
                        .isEqualTo(pod.key().asServiceMirror() + " 0.0"));
        assertThat(store.series()).isEqualTo(2);

        workloads.set(Workloads.NONE);
        scraper.round().block(PATIENCE);
        assertThat(store.series()).isZero();
    }

    @Test
    void addressThatCannotBeAskedCostsTheOthersNothing() {
        Workload odd = workload(2, true, InetSocketAddress.createUnresolved("nowhere.invalid", 4191));
        workloads.set(Workloads.of(List.of(workload(1, true), odd, workload(5, true))));

        scraper.round().block(PATIENCE);

        assertThat(store.series()).isEqualTo(2);
    }

    @Test
    void roundThatFailsIsFollowedByAnother() throws InterruptedException {
        Semaphore thrown = new Semaphore(0);
        meters.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                thrown.release();
                throw new IllegalStateException("on purpose");
            }
        });
        workloads.set(Workloads.of(List.of(workload(1, true))));

        scraper.open();

        // One round counts twice: the answer, and then its own surprise at not having been able to.
        assertThat(thrown.tryAcquire(3, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private double count(String result) {
        return meters.counter("viz.scrapes", "result", result).count();
    }

    private Workload workload(int number, boolean ready) {
        return workload(number, ready, new InetSocketAddress("127.0.0." + number, sidecars.port()));
    }

    private static Workload workload(int number, boolean ready, InetSocketAddress admin) {
        WorkloadKey key = new WorkloadKey("shop", "pod", "web-" + number);
        return new Workload(
                key,
                "deployment",
                "web",
                "web",
                "web.shop",
                Optional.of(admin),
                Optional.empty(),
                ready,
                true,
                Map.of());
    }
}
