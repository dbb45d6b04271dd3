package io.weft.destination.grpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts one method's streams. Threading: safe from any thread. */
final class StreamMeter {
    private final AtomicInteger open = new AtomicInteger();
    private final Counter updates;
    private final Counter overflows;

    /** @param method for instance {@code Destination/Get} */
    StreamMeter(MeterRegistry registry, String method) {
        Gauge.builder("destination.streams", open, AtomicInteger::get)
                .description("Open streams")
                .tag("method", method)
                .register(registry);
        updates = Counter.builder("destination.updates")
                .description("Messages written to streams")
                .tag("method", method)
                .register(registry);
        overflows = Counter.builder("endpoint.updates.queue.overflow")
                .description("Streams ended because their caller read too slowly")
                .tag("method", method)
                .register(registry);
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    void update() {
        updates.increment();
    }

    void overflow() {
        overflows.increment();
    }
}
