package io.weft.proxy.inbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerPolicy;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.RefusalLog;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.inbound.policy.Authorizer;
import io.weft.proxy.inbound.policy.Verdict;

/** The requests of one inbound connection: each is judged by the policy of that moment and sent to the application. */
final class InboundHttp implements RequestHandler {
    private final InboundConnection connection;
    private final Latest<ServerPolicy> policy;
    private final LocalApp app;
    private final InboundMeters meters;
    private final InboundTap tap;
    private final RefusalLog refusals;
    private final Ticker ticker;
    private final Peer peer;

    InboundHttp(
            InboundConnection connection,
            Latest<ServerPolicy> policy,
            LocalApp app,
            InboundMeters meters,
            InboundTap tap,
            RefusalLog refusals,
            Ticker ticker) {
        this.connection = connection;
        this.policy = policy;
        this.app = app;
        this.meters = meters;
        this.tap = tap;
        this.refusals = refusals;
        this.ticker = ticker;
        this.peer = connection.peer();
    }

    @Override
    public RequestListener request(ServerStream stream, RequestHead received, boolean end) {
        RequestHead head = OriginalProtocol.restore(received);
        identify(head.headers());
        ServerPolicy current = policy.get();
        boolean upgraded = head.version() != received.version();
        InboundExchange exchange = new InboundExchange(
                stream, head, end, upgraded, connection.meshed(), meters, current, app::dispatch, ticker);
        if (!OriginalProtocol.speakable(head)) {
            exchange.fail(ProxyFault.BAD_REQUEST, ProxyFault.BAD_REQUEST.text());
            return exchange;
        }
        switch (Authorizer.request(current, peer, head.method(), head.path())) {
            case Verdict.Permit permit -> {
                Audit.log(refusals, permit, connection, () -> head.method() + " " + head.path());
                exchange.permitted(meters.permitted(current, permit), tap.begin(head, current, permit));
                app.dispatch(exchange);
            }
            case Verdict.Denial denial -> deny(exchange, current, denial);
            case Verdict.Invalid invalid -> exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
            case Verdict.NoRoute none -> {
                meters.noRoute(current);
                exchange.fail(ProxyFault.NO_ROUTE, ProxyFault.NO_ROUTE.text());
            }
        }
        return exchange;
    }

    @Override
    public boolean refused(ProxyFault fault) {
        meters.error(policy.get(), "unexpected");
        return connection.meshed();
    }

    /** A client cannot name itself: only what its certificate proved reaches the application. */
    private void identify(Http2Headers headers) {
        headers.remove(Exchange.CLIENT_ID);
        peer.identity().map(WorkloadIdentity::name).ifPresent(name -> headers.set(Exchange.CLIENT_ID, name));
        if (headers.authority() == null) {
            headers.authority(connection.target().getAddress().getHostAddress() + ":"
                    + connection.target().getPort());
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
                                peer.identity().map(WorkloadIdentity::name).orElse("no identity"),
                                current.server().kind(),
                                current.server().name()));
        exchange.fail(
                ProxyFault.DENIED,
                "unauthorized request on route " + denial.route().name());
    }
}
