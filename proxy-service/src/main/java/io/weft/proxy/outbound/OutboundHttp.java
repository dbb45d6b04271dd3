package io.weft.proxy.outbound;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.InFlight;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.route.RequestFacts;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.RouteMeter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The requests of one outbound connection: each goes where the policy of that moment says. */
final class OutboundHttp implements RequestHandler {
    private final Destination destination;
    private final Backends.Kind kind;
    private final boolean informs;
    private final InFlight inFlight;
    private final OutboundTap tap;
    private final EventLoop loop;
    private final MetricRegistry registry;
    private final Ticker ticker;
    private @Nullable ClientPolicy counted; // whose requests the two below count
    private RouteMeter.@Nullable OfBackend backendMeter;
    private @Nullable RouteMeter routeMeter;

    OutboundHttp(
            Destination destination,
            Backends.Kind kind,
            boolean informs,
            InFlight inFlight,
            OutboundTap tap,
            EventLoop loop,
            MetricRegistry registry,
            Ticker ticker) {
        this.loop = loop;
        this.destination = destination;
        this.kind = kind;
        this.informs = informs;
        this.inFlight = inFlight;
        this.tap = tap;
        this.registry = registry;
        this.ticker = ticker;
    }

    @Override
    public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
        if (head.headers().authority() == null) {
            head.headers().authority(NetUtil.toSocketAddressString(destination.target()));
        }
        CharSequence authority = head.headers().authority();
        NamedProfile named = authority == null ? null : destination.named(authority);
        Backend everything = destination.everything(kind);
        if (named != null) {
            return named(stream, head, end, named, everything instanceof Backend.Forward);
        }
        if (everything == null) {
            return routed(stream, head, end);
        }
        OutboundExchange exchange = new OutboundExchange(
                stream, head, end, informs, everything instanceof Backend.Forward, this::send, tap, registry, ticker);
        exchange.admit(inFlight, () -> {
            count(exchange, everything);
            send(exchange);
        });
        return exchange;
    }

    /** The counts are looked up once for each policy, not for each request. */
    @SuppressWarnings("ReferenceEquality") // an equal policy that came anew is only looked up once more
    private void count(OutboundExchange exchange, Backend everything) {
        ClientPolicy policy = destination.policy();
        if (routeMeter == null || policy != counted) {
            counted = policy;
            HttpRoutes routes = policy.http(kind.version());
            HttpRoutes.Case only = routes.cases().getFirst();
            routeMeter = destination.meters().route(policy.parent(), only.rule().route(), routes.grpc());
            backendMeter = destination.meters().backend(routeMeter, everything);
        }
        exchange.count(routeMeter);
        exchange.count(backendMeter);
    }

    private RequestListener named(
            ServerStream stream, RequestHead head, boolean end, NamedProfile named, boolean forwarded) {
        OutboundExchange exchange =
                new OutboundExchange(stream, head, end, informs, forwarded, this::send, tap, registry, ticker);
        exchange.admit(inFlight, () -> named.whenKnown(() -> exchange.attempt(() -> begin(exchange, named))));
        return exchange;
    }

    private void begin(OutboundExchange exchange, NamedProfile named) {
        if (exchange.over()) {
            return;
        }
        Backend everything = destination.everything(kind);
        if (named.routed()) {
            begin(exchange, named, exchange.wholeRequestSeen());
        } else {
            if (everything != null) {
                count(exchange, everything);
            }
            send(exchange);
        }
    }

    private RequestListener routed(ServerStream stream, RequestHead head, boolean end) {
        OutboundExchange exchange =
                new OutboundExchange(stream, head, end, informs, false, this::send, tap, registry, ticker);
        exchange.admit(inFlight, () -> begin(exchange, null, end));
        return exchange;
    }

    /** A request to a destination that may not be resolved yet. */
    RequestListener whenResolved(ServerStream stream, RequestHead head, boolean end) {
        OutboundExchange exchange =
                new OutboundExchange(stream, head, end, informs, false, this::send, tap, registry, ticker);
        exchange.admit(
                inFlight,
                () -> destination
                        .awaited()
                        .addListener(known -> exchange.attempt(() -> resolved(exchange, known.cause()))));
        return exchange;
    }

    private void resolved(OutboundExchange exchange, @Nullable Throwable refusal) {
        if (exchange.over()) {
            return;
        }
        switch (refusal) {
            case null -> begin(exchange, null, exchange.wholeRequestSeen());
            case Arrivals.NotKnownException late -> exchange.fail(late.fault(), String.valueOf(late.getMessage()));
            default -> exchange.fail(ProxyFault.BAD_GATEWAY, String.valueOf(refusal.getMessage()));
        }
    }

    /** A request that goes nowhere. */
    RequestListener refuse(ServerStream stream, RequestHead head, boolean end, ProxyFault fault, String why) {
        OutboundExchange exchange =
                new OutboundExchange(stream, head, end, informs, false, this::send, tap, registry, ticker);
        exchange.admit(inFlight, () -> exchange.fail(fault, why));
        return exchange;
    }

    /** By the policy of this moment, which the exchange then keeps to. */
    private void begin(OutboundExchange exchange, @Nullable NamedProfile named, boolean end) {
        RequestFacts facts = new RequestFacts(exchange.head());
        Optional<HttpRoutes.Case> taken = destination
                .policy()
                .http(kind.version())
                .find(facts)
                .or(() -> destination.policy().requestsAsBytes())
                .map(one -> named == null ? one : new HttpRoutes.Case(one.condition(), named.over(one.rule(), facts)));
        if (taken.isEmpty()) {
            exchange.fail(ProxyFault.NO_ROUTE, ProxyFault.NO_ROUTE.text());
            return;
        }
        Filters filters = new Filters(ThreadLocalRandom.current(), informs);
        Course course = new Course(destination, kind, taken.get(), named, filters, loop, ticker, exchange);
        exchange.follow(course);
        course.begin(end);
    }

    @Override
    public boolean refused(ProxyFault fault) {
        registry.counter(Meter.OUTBOUND_HTTP_ERRORS_TOTAL, Labels.of("error", "unexpected"))
                .increment();
        return informs;
    }

    /** An exchange without a course, first or again; the policy may have changed meanwhile. */
    private void send(OutboundExchange exchange) {
        Backend everything = destination.everything(kind);
        switch (everything) {
            case null -> begin(exchange, null, exchange.wholeRequestSeen());
            case Backend.Balance balance -> destination.http(kind).dispatch(exchange, OutboundExchange::send);
            case Backend.Forward forward -> destination.http(kind).dispatch(exchange, OutboundExchange::send);
            case Backend.External external -> destination.http(kind).dispatch(exchange, OutboundExchange::send);
            case Backend.Forbidden forbidden -> exchange.fail(ProxyFault.DENIED, "traffic not allowed");
            case Backend.Nowhere _ -> exchange.fail(ProxyFault.BAD_GATEWAY, Leaves.NOWHERE);
            case Backend.Invalid invalid -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        }
    }
}
