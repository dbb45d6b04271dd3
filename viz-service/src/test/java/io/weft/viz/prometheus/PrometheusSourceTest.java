package io.weft.viz.prometheus;

import io.weft.testkit.prometheus.PrometheusServer;
import io.weft.viz.window.MetricSource;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** A real Prometheus's scrapes. */
class PrometheusSourceTest extends SameAnswers {
    private static final Duration NOT_SO = Duration.ofSeconds(17);

    private final LoopResources loops = LoopResources.create("prometheus-source-test", 1, true);
    private @Nullable PrometheusServer prometheus;
    private @Nullable PrometheusSource source;

    @Override
    MetricSource open(Sidecars sidecars) {
        PrometheusServer started = PrometheusServer.start(sidecars.scrapeConfiguration(INTERVAL));
        prometheus = started;
        source = new PrometheusSource(started.address(), InstantSource.system(), NOT_SO, RETENTION, 10_000, loops);
        return source;
    }

    @Override
    void close() {
        if (source != null) {
            source.close();
        }
        if (prometheus != null) {
            prometheus.close();
        }
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }
}
