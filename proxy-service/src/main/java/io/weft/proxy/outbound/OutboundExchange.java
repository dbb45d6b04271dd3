package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.outbound.endpoint.HttpEndpoint;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way to a replica. */
final class OutboundExchange extends Exchange {
    private static final AsciiString REQUIRE_ID = AsciiString.cached("l5d-require-id");
    private static final AsciiString CLOSE = AsciiString.cached("close");
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    private final ServerStream server;
    private final boolean informs;
    private final boolean forwarded;
    private final Consumer<OutboundExchange> dispatch;
    private final OutboundTap tap;
    private final MetricRegistry registry;
    private final Ticker ticker;
    private final @Nullable CharSequence requiredIdentity;
    private @Nullable HttpEndpoint endpoint; // null until one is picked
    private @Nullable RequestMeter meter;
    private long started;
    private int status;
    private boolean measured;
    private @Nullable CharSequence grpcStatus;

    /**
     * A request not yet sent.
     *
     * @param forwarded whether there is one endpoint and no other, so that its connection is the application's
     * @param dispatch chooses an endpoint and calls {@link #send}
     */
    OutboundExchange(
            ServerStream server,
            RequestHead head,
            boolean end,
            boolean informs,
            boolean forwarded,
            Consumer<OutboundExchange> dispatch,
            OutboundTap tap,
            MetricRegistry registry,
            Ticker ticker) {
        super(server, head, end);
        this.server = server;
        this.informs = informs;
        this.forwarded = forwarded;
        this.dispatch = dispatch;
        this.tap = tap;
        this.registry = registry;
        this.ticker = ticker;
        this.requiredIdentity = head.headers().getAndRemove(REQUIRE_ID);
        OriginalProtocol.unmark(head.headers());
    }

    /** Goes to {@code picked}, unless the application demands another identity than that replica proves. */
    void send(HttpEndpoint picked) {
        if (requiredIdentity != null
                && !picked.identity()
                        .map(WorkloadIdentity::name)
                        .filter(requiredIdentity.toString()::equals)
                        .isPresent()) {
            fail(ProxyFault.IDENTITY_REQUIRED, ProxyFault.IDENTITY_REQUIRED.text());
            return;
        }
        CharSequence authority = head().headers().authority();
        endpoint = picked;
        started = ticker.nanoTime();
        meter = picked.meter(authority == null ? "" : authority.toString());
        meter.request();
        picked.ewma().started();
        tapped(tap.begin(head(), picked.endpoint()));
        if (picked.upgrades()) {
            OriginalProtocol.upgrade(head());
        }
        picked.dispatch(this);
    }

    /** To any endpoint, perhaps another. The refused try stays counted as a request without response. */
    @Override
    protected boolean sendAgain() {
        if (endpoint != null) {
            endpoint.ewma().ended();
        }
        endpoint = null;
        meter = null;
        tapReset(Http2Error.REFUSED_STREAM.code());
        dispatch.accept(this);
        return true;
    }

    @Override
    protected void onResponse(Http2Headers response) {
        status = OriginalProtocol.status(response);
        grpcStatus = response.get(GRPC_STATUS);
        OriginalProtocol.unmark(response);
        CharSequence peers = response.get(FaultResponder.PROXY_CONNECTION);
        if (forwarded
                && endpoint != null
                && endpoint.identity().isPresent()
                && peers != null
                && CLOSE.contentEqualsIgnoreCase(peers)) {
            server.closeAfterResponse();
        }
        // Whatever the peer's proxy says of itself is not ours to repeat.
        response.remove(FaultResponder.PROXY_ERROR);
        response.remove(FaultResponder.PROXY_CONNECTION);
    }

    @Override
    protected void onFirstData() {
        measure(false);
    }

    /** Once: how long the endpoint took to answer, or to fail to. */
    private void measure(boolean failed) {
        if (measured || endpoint == null || meter == null) {
            return;
        }
        measured = true;
        long now = ticker.nanoTime();
        meter.latency(status, now - started);
        if (failed) {
            endpoint.ewma().failed(now - started, now);
        } else {
            endpoint.ewma().observe(now - started, now);
        }
    }

    @Override
    protected void onEnd(@Nullable Http2Headers trailers) {
        CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
        finish(head().grpc() ? Outcome.grpc(status, last == null ? grpcStatus : last) : Outcome.http(status));
    }

    @Override
    protected void onBroken(@Nullable ProxyFault fault, String error) {
        measure(fault != null && status == 0);
        finish(Outcome.broken(status, error));
        if (fault != null) {
            registry.counter(Meter.OUTBOUND_HTTP_ERRORS_TOTAL, Labels.of("error", label(fault)))
                    .increment();
        }
    }

    private void finish(Outcome outcome) {
        if (endpoint != null && meter != null) {
            meter.response(outcome);
            endpoint.ewma().ended();
        }
    }

    private static String label(ProxyFault fault) {
        return switch (fault) {
            case OVERLOADED -> "loadshed";
            case FAIL_FAST -> "failfast";
            case IDENTITY_REQUIRED -> "identity required";
            case BAD_GATEWAY, CONNECT_TIMEOUT -> "i/o";
            case NO_ROUTE, DENIED, BAD_REQUEST, HEADERS_TOO_LARGE, LOOP, UNEXPECTED -> "unexpected";
        };
    }

    @Override
    protected boolean informs() {
        return informs;
    }
}
