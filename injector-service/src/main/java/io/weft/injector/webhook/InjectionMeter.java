package io.weft.injector.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.weft.injection.InjectionResult;
import io.weft.injection.Surroundings;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts pods that were reviewed, and what came of them.
 *
 * @see "injection, 10"
 */
public final class InjectionMeter {
    private static final String REQUESTS = "proxy_inject_admission_requests";
    private static final String RESPONSES = "proxy_inject_admission_responses";

    private final MeterRegistry registry;

    public InjectionMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(String namespace, Optional<Surroundings.Owner> owner, InjectionResult result) {
        Tags tags = Tags.of(
                "owner_kind",
                owner.map(each -> each.kind().toLowerCase(Locale.ROOT)).orElse("pod"),
                "namespace",
                namespace,
                "annotation_at",
                result.inNamespace() ? "namespace" : "workload");
        count(REQUESTS, "Pods that were looked at", tags);
        count(
                RESPONSES,
                "What became of pods that were looked at",
                tags.and("skip", Boolean.toString(!result.injected()), "skip_reason", result.reasonCodes()));
    }

    private void count(String name, String description, Tags tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }
}
