package io.weft.service.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weft.kubernetes.feed.kubernetes.Lag;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import java.util.Arrays;

/**
 * {@code KIND_informer_lag_seconds}, in Linkerd's steps.
 *
 * @see "control-plane, 10: informer lag"
 */
final class LagMeter implements Lag {
    private static final double[] STEPS = {.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000};

    private final MeterRegistry registry;

    LagMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void heard(ResourceKind kind, Duration behind) {
        Timer.builder(FeedMeter.name(kind) + ".informer.lag")
                .description("How long after it was written a change was heard of")
                .tag("group", kind.group())
                .serviceLevelObjectives(Arrays.stream(STEPS)
                        .mapToObj(seconds -> Duration.ofMillis((long) (seconds * 1000)))
                        .toArray(Duration[]::new))
                .register(registry)
                .record(behind);
    }
}
