package io.weft.proxy.inbound;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.http.Version;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way to the local application. */
final class InboundExchange extends Exchange {
    private static final int GRPC_OK = 200; // a failure of gRPC is a status of its own
    private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");

    private final boolean upgraded;
    private final boolean informs;
    private final InboundMeters meters;
    private final ServerPolicy policy;
    private final Consumer<Exchange> dispatch;
    private final Ticker ticker;
    private final long started;
    private InboundMeters.@Nullable Permitted meter; // null while the request is not permitted
    private @Nullable Access access; // null unless requests are logged
    private @Nullable Runnable switched; // null unless it asks for a tunnel
    private boolean sent; // all of the request has come
    private long sentAt;
    private int status;
    private boolean measured;
    private @Nullable CharSequence grpcStatus;
    private @Nullable ServedRoute profiled;
    private @Nullable RequestMeter routeMeter; // of that route

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
        this.sent = end;
        this.sentAt = started;
    }

    /** Where it is told, once. */
    private static final class Access {
        private final AccessLog log;
        private final InboundConnection connection;
        private long processing;
        private boolean told;

        Access(AccessLog log, InboundConnection connection) {
            this.log = log;
            this.connection = connection;
        }
    }

    /** {@code log} is to be told of this request. */
    void accounted(AccessLog log, InboundConnection connection) {
        access = new Access(log, connection);
    }

    private void account(int known, @Nullable CharSequence length) {
        if (access == null || access.told) {
            return;
        }
        access.told = true;
        if (access.log.wants(known)) {
            long total = ticker.nanoTime() - started;
            access.log.told(AccessLog.Entry.of(
                    access.connection,
                    head(),
                    Optional.ofNullable(length).map(CharSequence::toString),
                    known,
                    total,
                    access.processing == 0 ? total : access.processing));
        }
    }

    /** {@code tap} is null unless somebody looks. */
    void shown(@Nullable TappedRequest tap) {
        tapped(tap);
    }

    /**
     * It goes on to the application.
     *
     * @param route of a ServiceProfile; null: none
     * @param ofRoute counts for that
     */
    void permitted(InboundMeters.Permitted meters, @Nullable ServedRoute route, @Nullable RequestMeter ofRoute) {
        meter = meters;
        profiled = route;
        routeMeter = ofRoute;
        if (ofRoute != null) {
            ofRoute.request();
        }
        if (access != null) {
            access.processing = ticker.nanoTime() - started;
        }
        meters.requests().request();
        meters.route().request();
    }

    /** {@code then}: what to do once it has become a tunnel. */
    void whenSwitched(Runnable then) {
        switched = then;
    }

    @Override
    protected void onSwitched() {
        if (switched != null) {
            switched.run();
        }
    }

    @Override
    protected void onRequestFrame(int bytes) {
        if (meter != null && bytes > 0) {
            meter.route().requestFrame(bytes);
        }
    }

    @Override
    protected void onRequestEnd() {
        if (!sent) {
            sent = true;
            sentAt = ticker.nanoTime();
        }
    }

    @Override
    protected void onResponseFrame(int bytes) {
        if (meter != null && bytes > 0) {
            meter.route().responseFrame(bytes);
        }
    }

    @Override
    protected void onResponse(Http2Headers response) {
        status = OriginalProtocol.status(response);
        grpcStatus = response.get(GRPC_STATUS);
        account(status, response.get(HttpHeaderNames.CONTENT_LENGTH));
        if (upgraded) {
            OriginalProtocol.mark(response);
        } else if (head().version() == Version.HTTP_2) {
            OriginalProtocol.unmark(response);
        }
    }

    @Override
    protected void onFirstData() {
        if (!measured && meter != null) {
            measured = true;
            long nanos = ticker.nanoTime() - started;
            meter.requests().latency(status, nanos);
            if (routeMeter != null) {
                routeMeter.latency(status, nanos);
            }
        }
    }

    @Override
    protected void onEnd(@Nullable Http2Headers trailers) {
        if (meter != null) {
            CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
            ended(meter, head().grpc() ? Outcome.grpc(status, last == null ? grpcStatus : last) : Outcome.http(status));
        }
    }

    @Override
    protected void onBroken(@Nullable ProxyFault fault, String error) {
        account(fault == null ? 0 : head().grpc() ? GRPC_OK : fault.status(), null);
        if (meter != null) {
            onFirstData();
            ended(meter, brokenOff(status, error));
        }
        if (fault != null && !hasItsOwnCount(fault)) {
            meters.error(policy, label(fault));
        }
    }

    private void ended(InboundMeters.Permitted meters, Outcome byStatus) {
        long now = ticker.nanoTime();
        Outcome outcome = profiled == null ? byStatus : profiled.judged(byStatus);
        meters.requests().response(outcome);
        if (routeMeter != null) {
            routeMeter.response(outcome);
        }
        meters.route().ended(outcome, now - started, sent ? now - sentAt : 0);
    }

    private static boolean hasItsOwnCount(ProxyFault fault) {
        return fault == ProxyFault.DENIED || fault == ProxyFault.NO_ROUTE || fault == ProxyFault.RATE_LIMITED;
    }

    private static String label(ProxyFault fault) {
        return switch (fault) {
            case OVERLOADED -> "loadshed";
            case FAIL_FAST -> "failfast";
            case BAD_GATEWAY, CONNECT_TIMEOUT -> "i/o";
            case LOOP -> "gateway loop";
            case RATE_LIMITED,
                    NO_ROUTE,
                    DENIED,
                    BAD_REQUEST,
                    HEADERS_TOO_LARGE,
                    IDENTITY_REQUIRED,
                    TIMED_OUT,
                    PROFILE_TIMED_OUT,
                    UNEXPECTED -> "unexpected";
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
