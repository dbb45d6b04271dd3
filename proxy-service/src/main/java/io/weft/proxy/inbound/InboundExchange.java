package io.weft.proxy.inbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerPolicy;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way to the local application. */
final class InboundExchange extends Exchange {
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    private final boolean upgraded;
    private final boolean informs;
    private final InboundMeters meters;
    private final ServerPolicy policy;
    private final Consumer<Exchange> dispatch;
    private final Ticker ticker;
    private final long started;
    private @Nullable RequestMeter meter; // null while the request is not permitted
    private int status;
    private boolean measured;
    private @Nullable CharSequence grpcStatus;

    InboundExchange(
            ServerStream server,
            RequestHead head,
            boolean end,
            boolean upgraded,
            boolean informs,
            InboundMeters meters,
            ServerPolicy policy,
            Consumer<Exchange> dispatch,
            Ticker ticker) {
        super(server, head, end);
        this.upgraded = upgraded;
        this.informs = informs;
        this.meters = meters;
        this.policy = policy;
        this.dispatch = dispatch;
        this.ticker = ticker;
        this.started = ticker.nanoTime();
    }

    /** {@code tap} is null unless somebody looks. */
    void permitted(RequestMeter requests, @Nullable TappedRequest tap) {
        meter = requests;
        requests.request();
        tapped(tap);
    }

    @Override
    protected void onResponse(Http2Headers response) {
        status = OriginalProtocol.status(response);
        grpcStatus = response.get(GRPC_STATUS);
        if (upgraded) {
            OriginalProtocol.mark(response, head().version());
        } else {
            OriginalProtocol.unmark(response);
        }
    }

    @Override
    protected void onFirstData() {
        if (!measured && meter != null) {
            measured = true;
            meter.latency(status, ticker.nanoTime() - started);
        }
    }

    @Override
    protected void onEnd(@Nullable Http2Headers trailers) {
        if (meter != null) {
            CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
            meter.response(
                    head().grpc() ? Outcome.grpc(status, last == null ? grpcStatus : last) : Outcome.http(status));
        }
    }

    @Override
    protected void onBroken(@Nullable ProxyFault fault, String error) {
        if (meter != null) {
            onFirstData();
            meter.response(Outcome.broken(status, error));
        }
        if (fault != null && fault != ProxyFault.DENIED && fault != ProxyFault.NO_ROUTE) {
            meters.error(policy, label(fault));
        }
    }

    private static String label(ProxyFault fault) {
        return switch (fault) {
            case OVERLOADED -> "loadshed";
            case FAIL_FAST -> "failfast";
            case BAD_GATEWAY, CONNECT_TIMEOUT -> "i/o";
            case LOOP -> "gateway loop";
            case NO_ROUTE, DENIED, BAD_REQUEST, HEADERS_TOO_LARGE, IDENTITY_REQUIRED, UNEXPECTED -> "unexpected";
        };
    }

    @Override
    protected boolean sendAgain() {
        dispatch.accept(this);
        return true;
    }

    @Override
    protected boolean informs() {
        return informs;
    }
}
