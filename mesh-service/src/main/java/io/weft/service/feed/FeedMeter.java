package io.weft.service.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.kubernetes.feed.Feed;
import io.weft.kubernetes.feed.FeedStatus;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * {@code feed_loaded}, {@code feed_age_seconds}, {@code feed_refused_documents}, {@code feed_ignored_documents}, {@code
 * feed_tolerated_fields}, and {@code KIND_cache_size} of every kind.
 *
 * @see "control-plane, 10: cache size"
 */
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
                "feed.tolerated.fields",
                "Fields of a newer schema that were left out",
                s -> s.tolerated().size());
        gauge(
                feed,
                registry,
                "feed.age.seconds",
                "How old the state is; 0 while the source is in sight",
                FeedMeter::age);
        Arrays.stream(ResourceKind.values())
                .filter(kind -> !kind.versions().isEmpty())
                .forEach(kind -> cache(feed, registry, kind));
    }

    /** As metrics call a kind: in lower case. */
    static String name(ResourceKind kind) {
        return kind.kind().toLowerCase(Locale.ROOT);
    }

    /** Kinds of two groups may share a name. */
    private static void cache(Feed feed, MeterRegistry registry, ResourceKind kind) {
        Gauge.builder(
                        name(kind) + ".cache.size",
                        feed,
                        source -> source.status().known().getOrDefault(kind, 0))
                .description("Objects of a kind that are known")
                .tag("cluster", "local")
                .tag("group", kind.group())
                .register(registry);
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
