package io.weft.ingress.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.weft.ingress.rules.Route;
import java.time.Duration;
import java.util.Optional;

/** Counts requests by rule and answer. Tags are of the cluster's objects, never of what a client sent. */
final class EdgeMeter {
    private final MeterRegistry registry;

    EdgeMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param status 0 if nothing was answered */
    void record(Optional<Route> route, int status, boolean tls, long nanos) {
        Tags tags = Tags.of(
                "namespace",
                route.map(each -> each.ingress().namespace()).orElse(""),
                "ingress",
                route.map(each -> each.ingress().name()).orElse(""),
                "service",
                route.map(each -> each.backend().service()).orElse(""));
        Counter.builder("ingress.requests")
                .description("Requests from outside, by what was answered.")
                .tags(tags.and("status_code", String.valueOf(status), "tls", String.valueOf(tls)))
                .register(registry)
                .increment();
        if (status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            return; // how long a WebSocket lasts is no time that anybody waits
        }
        Timer.builder("ingress.request.duration")
                .description("Time from a request's head to its answer's end.")
                .tags(tags)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }
}
