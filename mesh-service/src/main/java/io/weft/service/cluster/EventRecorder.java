package io.weft.service.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Kubernetes Events, one after the other, beside whatever else happens. An Event is a courtesy: one that cannot be
 * written, or comes while too many wait, is dropped and counted ({@code kubernetes_events_total}).
 *
 * <p>Threading: safe from any thread; {@link #record} returns at once. Writes on a thread of its own.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int WAITING = 256;

    private final KubernetesClient client;
    private final String component;
    private final Clock clock;
    private final Counter written;
    private final Counter dropped;
    private final AtomicLong last = new AtomicLong();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("events").factory());

    /** @param component who says so: {@code linkerd-identity} */
    public EventRecorder(KubernetesClient client, String component, Clock clock, MeterRegistry registry) {
        this.client = Questions.impatient(client);
        this.component = component;
        this.clock = clock;
        written = counter(registry, "written");
        dropped = counter(registry, "dropped");
    }

    /** Has {@code notice} written soon. */
    public void record(Notice notice) {
        Event event = event(notice);
        try {
            thread.execute(() -> write(event));
        } catch (RejectedExecutionException full) {
            dropped.increment();
        }
    }

    private void write(Event event) {
        try {
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
            written.increment();
        } catch (KubernetesClientException e) {
            dropped.increment();
            log.debug("the event {} is not written", event.getReason(), e);
        }
    }

    private Event event(Notice notice) {
        Instant now = clock.instant();
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        Notice.Subject about = notice.about();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.namespace())
                .withName(about.name() + "." + Long.toHexString(unique(now)))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.apiVersion())
                .withKind(about.kind())
                .withNamespace(about.namespace())
                .withName(about.name())
                .withUid(about.uid().isEmpty() ? null : about.uid())
                .endInvolvedObject()
                .withType(notice.urgency().text())
                .withReason(notice.reason())
                .withMessage(notice.message())
                .withNewSource()
                .withComponent(component)
                .endSource()
                .withReportingComponent(component)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .build();
    }

    /** Nanoseconds, which nobody else's event of the same object is likely to have, and no other one of ours has. */
    private long unique(Instant now) {
        long nanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        return last.updateAndGet(before -> Math.max(before + 1, nanos));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("kubernetes.events")
                .description("Kubernetes Events, by what became of them")
                .tag("result", result)
                .register(registry);
    }
}
