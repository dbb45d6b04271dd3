package io.weft.proxy.inbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.NetUtil;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.InFlight;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.inbound.policy.RateLimiter;
import io.weft.proxy.inbound.policy.RateLimiters;
import io.weft.proxy.inbound.policy.Rulings;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import org.jspecify.annotations.Nullable;

/** The requests of one inbound connection: each is judged by the policy of that moment and sent to the application. */
final class InboundHttp implements RequestHandler {
    private final InboundConnection connection;
    private final Latest<ServerPolicy> policy;
    private final LocalApp app;
    private final InboundMeters meters;
    private final InboundTunnels tunnels;
    private final InboundTap tap;
    private final ProfileChoice profiles;
    private final RefusalLog refusals;
    private final Ticker ticker;
    private final @Nullable AccessLog accessLog;
    private final Peer peer;
    private final @Nullable String clientName; // that its certificate proved
    private final InboundFilters filters;
    private final RateLimiters limiters;
    private final InFlight inFlight;
    private Rulings rulings;
    private @Nullable RateLimiter limiter; // of the policy the rulings are of

    InboundHttp(
            InboundConnection connection,
            Latest<ServerPolicy> policy,
            LocalApp app,
            InboundMeters meters,
            InboundTunnels tunnels,
            InboundTap tap,
            ProfileChoice profiles,
            InboundFilters filters,
            RateLimiters limiters,
            InFlight inFlight,
            RefusalLog refusals,
            Ticker ticker,
            @Nullable AccessLog accessLog) {
        this.connection = connection;
        this.policy = policy;
        this.app = app;
        this.meters = meters;
        this.tunnels = tunnels;
        this.tap = tap;
        this.profiles = profiles;
        this.filters = filters;
        this.limiters = limiters;
        this.inFlight = inFlight;
        this.refusals = refusals;
        this.ticker = ticker;
        this.accessLog = accessLog;
        this.peer = connection.peer();
        this.clientName = peer.identity().map(WorkloadIdentity::name).orElse(null);
        this.rulings = new Rulings(policy.get(), peer);
        this.limiter = limiter(rulings.policy());
    }

    @Override
    public RequestListener request(ServerStream stream, RequestHead received, boolean end) {
        RequestHead head = OriginalProtocol.restore(received);
        identify(head.headers());
        ServerPolicy current = currentPolicy();
        boolean upgraded = head.version() != received.version();
        InboundExchange exchange = new InboundExchange(
                stream, head, end, upgraded, connection.meshed(), meters, current, app::dispatch, ticker);
        if (accessLog != null) {
            exchange.accounted(accessLog, connection);
        }
        exchange.admit(inFlight, () -> judge(exchange, current));
        return exchange;
    }

    private void judge(InboundExchange exchange, ServerPolicy current) {
        RequestHead head = exchange.head();
        if (!OriginalProtocol.speakable(head)) {
            exchange.fail(ProxyFault.BAD_REQUEST, ProxyFault.BAD_REQUEST.text());
            return;
        }
        Verdict verdict = InboundTunnels.judge(rulings, peer, head);
        exchange.shown(tap.begin(head, current, verdict));
        switch (verdict) {
            case Verdict.Permit permit -> permit(exchange, current, permit);
            case Verdict.Denial denial -> deny(exchange, current, denial);
            case Verdict.Invalid invalid -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
            case Verdict.NoRoute none -> {
                meters.noRoute(current);
                exchange.fail(ProxyFault.NO_ROUTE, ProxyFault.NO_ROUTE.text());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // as Rulings does
    private ServerPolicy currentPolicy() {
        Rulings before = rulings;
        rulings = before.under(policy.get());
        if (rulings != before) {
            limiter = limiter(rulings.policy());
        }
        return rulings.policy();
    }

    private @Nullable RateLimiter limiter(ServerPolicy of) {
        return of.limit()
                .map(limit -> limiters.of(connection.target().getPort(), limit))
                .orElse(null);
    }

    private void permit(InboundExchange exchange, ServerPolicy current, Verdict.Permit permit) {
        RequestHead head = exchange.head();
        Audit.log(refusals, permit, connection, () -> head.method() + " " + head.path());
        InboundMeters.Permitted permitted = meters.permitted(current, permit);
        if (head.switching()) {
            exchange.whenSwitched(tunnels.granted(head));
        }
        if (!filters.pass(permit.filters(), head.headers())) {
            exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
            return;
        }
        send(exchange, current, permitted);
    }

    private void send(InboundExchange exchange, ServerPolicy current, InboundMeters.Permitted permitted) {
        RateLimiter holding = limiter;
        RateLimiter.Excess excess = holding == null ? null : holding.take(peer.identity(), ticker.nanoTime());
        if (holding != null && excess != null) {
            meters.limited(current, holding.limit().ref(), excess.scope());
            exchange.fail(ProxyFault.RATE_LIMITED, excess.text());
        } else {
            ServedRoute route = profiles.of(exchange.head());
            exchange.permitted(permitted, route, route == null ? null : meters.route(route));
            app.dispatch(exchange);
        }
    }

    @Override
    public boolean refused(ProxyFault fault) {
        meters.error(policy.get(), "unexpected");
        return connection.meshed();
    }

    /** A client cannot name itself: only what its certificate proved reaches the application. */
    private void identify(Http2Headers headers) {
        headers.remove(Exchange.CLIENT_ID);
        if (clientName != null) {
            headers.set(Exchange.CLIENT_ID, clientName);
        }
        if (headers.authority() == null) {
            headers.authority(NetUtil.toSocketAddressString(connection.target()));
        }
    }

    private void deny(InboundExchange exchange, ServerPolicy current, Verdict.Denial denial) {
        meters.denied(current, denial);
        refusals.info(
                RefusalLog.Reason.UNAUTHORIZED,
                () -> "denied %s %s from %s (%s): no authorization of %s %s"
                        .formatted(
                                exchange.head().method(),
                                exchange.head().path(),
                                connection.client(),
                                clientName == null ? "no identity" : clientName,
                                current.server().kind(),
                                current.server().name()));
        exchange.fail(
                ProxyFault.DENIED,
                "unauthorized request on route " + denial.route().name());
    }
}
