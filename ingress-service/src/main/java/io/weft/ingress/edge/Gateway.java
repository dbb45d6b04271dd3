package io.weft.ingress.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.weft.core.Ticker;
import io.weft.ingress.rules.RouteTable;
import io.weft.ingress.rules.Targets;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Handles requests, each by the rules of that moment. */
final class Gateway implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
    private final Supplier<Rules> rules;
    private final Upstream upstream;
    private final EdgeMeter meter;
    private final Ticker ticker;

    /** What requests are judged by. */
    record Rules(RouteTable routes, Targets targets) {}

    Gateway(Supplier<Rules> rules, Upstream upstream, MeterRegistry registry, Ticker ticker) {
        this.rules = rules;
        this.upstream = upstream;
        this.meter = new EdgeMeter(registry);
        this.ticker = ticker;
    }

    @Override
    public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
        Passage passage = new Passage(request, response, upstream);
        long begun = ticker.nanoTime();
        return passage.run(rules.get())
                .doFinally(end ->
                        meter.record(passage.route(), passage.status(), passage.isTls(), ticker.nanoTime() - begun));
    }
}
