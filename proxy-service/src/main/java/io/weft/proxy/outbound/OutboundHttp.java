package io.weft.proxy.outbound;

import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;

/** The requests of one outbound connection: each goes where the policy of that moment says. */
final class OutboundHttp implements RequestHandler {
    private final Destination destination;
    private final Backends.Kind kind;
    private final boolean informs;
    private final OutboundTap tap;
    private final MetricRegistry registry;
    private final Ticker ticker;

    OutboundHttp(
            Destination destination,
            Backends.Kind kind,
            boolean informs,
            OutboundTap tap,
            MetricRegistry registry,
            Ticker ticker) {
        this.destination = destination;
        this.kind = kind;
        this.informs = informs;
        this.tap = tap;
        this.registry = registry;
        this.ticker = ticker;
    }

    @Override
    public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
        if (head.headers().authority() == null) {
            head.headers()
                    .authority(destination.target().getAddress().getHostAddress() + ":"
                            + destination.target().getPort());
        }
        Backend route = destination.policy().http().backend();
        OutboundExchange exchange = new OutboundExchange(
                stream, head, end, informs, route instanceof Backend.Forward, this::send, tap, registry, ticker);
        switch (route) {
            case Backend.Balance balance -> send(exchange);
            case Backend.Forward forward -> send(exchange);
            case Backend.Forbidden forbidden -> exchange.fail(ProxyFault.DENIED, "traffic not allowed");
            case Backend.Invalid invalid -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
        return exchange;
    }

    @Override
    public boolean refused(ProxyFault fault) {
        registry.counter(Meter.OUTBOUND_HTTP_ERRORS_TOTAL, Labels.of("error", "unexpected"))
                .increment();
        return informs;
    }

    private void send(OutboundExchange exchange) {
        destination.http(kind).dispatch(exchange, OutboundExchange::send);
    }
}
