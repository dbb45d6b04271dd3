package io.weft.viz.tap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.viz.services.KnownServices;
import io.weft.viz.workload.Workloads;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Opens taps, a bounded number of them, each with a bounded queue.
 *
 * <p>Threading: safe from any thread.
 */
public final class Taps {
    private static final int QUEUE = 1_024; // events

    private final Latest<Workloads> workloads;
    private final Latest<KnownServices> services;
    private final TapSettings settings;
    private final ScheduledExecutorService timer;
    private final MeterRegistry meters;
    private final AtomicInteger open = new AtomicInteger();

    /** The timer stays the caller's. */
    public Taps(
            Latest<Workloads> workloads,
            Latest<KnownServices> services,
            TapSettings settings,
            ScheduledExecutorService timer,
            MeterRegistry meters) {
        this.workloads = workloads;
        this.services = services;
        this.settings = settings;
        this.timer = timer;
        this.meters = meters;
        Gauge.builder("viz.taps", open, AtomicInteger::get)
                .description("Taps that are open.")
                .register(meters);
    }

    /**
     * Reads a question.
     *
     * @param body a TapByResourceRequest
     * @throws TapException if it is malformed, or asks for what there is not
     */
    TapQuestion question(byte[] body) {
        return QuestionTranslator.read(body, settings.mostPerSecond());
    }

    /**
     * Events, written in that form, until cancelled.
     *
     * @throws TapException if there is nobody to look at, or too many look already
     */
    Flux<byte[]> look(TapQuestion question, TapForm form) {
        Workloads now = workloads.get();
        KnownServices known = services.get();
        if (question.target().tapped(now, known).isEmpty()) {
            throw TapException.notFound(question.target().nobody(now, known));
        }
        if (open.incrementAndGet() > settings.mostTaps()) {
            open.decrementAndGet();
            throw TapException.busy("too many taps are open: end one of them");
        }
        return Flux.<byte[]>create(sink -> follow(question, form, sink), FluxSink.OverflowStrategy.IGNORE)
                .onBackpressureBuffer(
                        QUEUE,
                        dropped -> meters.counter("viz.tap.events.dropped").increment(),
                        BufferOverflowStrategy.DROP_LATEST)
                .doFinally(end -> open.decrementAndGet());
    }

    private void follow(TapQuestion question, TapForm form, FluxSink<byte[]> sink) {
        EventTranslator events = new EventTranslator(new Passers(workloads::get), settings.redacted());
        FanInClient client =
                new FanInClient(question, workloads, services, timer, Ticker.system(), events, form, sink::next);
        sink.onDispose(client::close);
        client.open();
    }
}
