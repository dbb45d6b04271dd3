package io.weft.viz.prometheus;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.viz.scrape.ScrapeSettings;
import io.weft.viz.scrape.Scraper;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import reactor.netty.resources.LoopResources;

/** Our own scrapes, in our own memory. */
class OwnMemoryTest extends SameAnswers {
    private static final int MOST_SERIES = 10_000;
    private static final int MOST_BYTES = 100_000;

    private final LoopResources loops = LoopResources.create("own-memory-test", 1, true);

    @SuppressWarnings("NullAway.Init") // opened before it is used
    private Scraper scraper;

    @Override
    MetricSource open(Sidecars sidecars) {
        MetricStore store = new MetricStore(Ticker.system(), InstantSource.system(), INTERVAL, RETENTION, MOST_SERIES);
        scraper = new Scraper(
                new Latest<>(sidecars.workloads()),
                List.of(store),
                new ScrapeSettings(INTERVAL, INTERVAL, MOST_BYTES, 4, sidecars.mirrorPort()),
                new SimpleMeterRegistry(),
                loops);
        scraper.open();
        return store;
    }

    @Override
    void close() {
        scraper.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }
}
