package io.weft.kubernetes.feed.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class LagWatchTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    static final List<Arguments> OBJECTS = List.of(
            Arguments.of("its creation, where nobody wrote it since", meta("2026-01-01T00:00:50Z"), 10),
            Arguments.of(
                    "its last writer", meta("2026-01-01T00:00:00Z", "2026-01-01T00:00:58Z", "2026-01-01T00:00:20Z"), 2),
            Arguments.of("no time is no writer's", meta("2026-01-01T00:00:50Z", null, "yesterday"), 10),
            Arguments.of("a clock that is ahead", meta("2026-01-01T00:02:00Z"), 0));

    private final List<Duration> heard = new ArrayList<>();
    private final LagWatch watch = new LagWatch(ResourceKind.POD, () -> NOW, (kind, behind) -> heard.add(behind));

    @ParameterizedTest(name = "{0}")
    @FieldSource("OBJECTS")
    void latenessCountsFrom(String what, ObjectMeta metadata, int seconds) {
        watch.heard(metadata);
        assertThat(heard).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void objectWithoutAnyTimeIsNotLate() {
        watch.heard(new ObjectMeta());
        assertThat(heard).isEmpty();
    }

    private static ObjectMeta meta(String created, @Nullable String... written) {
        return new ObjectMetaBuilder()
                .withCreationTimestamp(created)
                .withManagedFields(Arrays.stream(written)
                        .map(time ->
                                new ManagedFieldsEntryBuilder().withTime(time).build())
                        .toList())
                .build();
    }
}
