package io.weft.kubernetes.feed.kubernetes;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how long ago an object of which news arrives was written: its creation, or the last of its writers that the API server
 * remembers. Threading: safe from any thread.
 */
final class LagWatch {
    private final ResourceKind kind;
    private final InstantSource clock;
    private final Lag lag;

    LagWatch(ResourceKind kind, InstantSource clock, Lag lag) {
        this.kind = kind;
        this.clock = clock;
        this.lag = lag;
    }

    void heard(ObjectMeta metadata) {
        written(metadata).ifPresent(when -> {
            Duration behind = Duration.between(when, clock.instant());
            lag.heard(kind, behind.isNegative() ? Duration.ZERO : behind);
        });
    }

    private static Optional<Instant> written(ObjectMeta metadata) {
        return Stream.concat(
                        Stream.ofNullable(metadata.getCreationTimestamp()),
                        Objects.requireNonNullElse(metadata.getManagedFields(), List.<ManagedFieldsEntry>of()).stream()
                                .map(ManagedFieldsEntry::getTime))
                .flatMap(text -> read(text).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> read(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
