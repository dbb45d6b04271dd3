package io.weft.service.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedStatus;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** {@code feed_loaded}, {@code feed_age_seconds}, {@code feed_refused_documents} and {@code feed_ignored_documents}. */
final class FeedMeter {
    FeedMeter(Feed feed, MeterRegistry registry) {
        gauge(feed, registry, "feed.loaded", "1 once the first complete state is known", s -> s.loaded() ? 1 : 0);
        gauge(
                feed,
                registry,
                "feed.refused.documents",
                "Documents that could not be taken",
                s -> s.refused().size());
        gauge(
                feed,
                registry,
                "feed.ignored.documents",
                "Documents of kinds the mesh does not use",
                s -> s.ignored().size());
        gauge(
                feed,
                registry,
                "feed.age.seconds",
                "How old the state is; 0 while the source is in sight",
                FeedMeter::age);
    }

    private static double age(FeedStatus status) {
        return status.away().map(FeedStatus.Away::age).orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    private static void gauge(
            Feed feed, MeterRegistry registry, String name, String description, ToDoubleFunction<FeedStatus> value) {
        Gauge.builder(name, feed, source -> value.applyAsDouble(source.status()))
                .description(description)
                .register(registry);
    }
}
