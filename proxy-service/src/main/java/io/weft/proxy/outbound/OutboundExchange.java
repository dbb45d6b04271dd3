package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.Ticker;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.http.Version;
import io.weft.proxy.outbound.endpoint.HttpEndpoint;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RouteEnd;
import io.weft.proxy.telemetry.RouteMeter;
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
    private @Nullable CharSequence scheme; // the application's, while the request is an upgraded one; null: it has it
    private @Nullable ExternalName external; // null until a host outside is picked
    private @Nullable Course course; // null where nothing is said of requests but where they go
    private @Nullable RouteMeter route; // null where a ServiceProfile's are counted, by its course
    private RouteMeter.@Nullable OfBackend backend; // null until one is picked
    private final long arrived;
    private @Nullable Attempt attempt; // null while it is with no endpoint
    private int status;
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
        this.arrived = ticker.nanoTime();
        this.requiredIdentity = head.headers().getAndRemove(REQUIRE_ID);
        OriginalProtocol.unmark(head.headers());
    }

    /** Follows {@code ruled}. Before anything else. */
    void follow(Course ruled) {
        course = ruled;
    }

    /** It is counted in {@code ofRoute}. */
    void count(@Nullable RouteMeter ofRoute) {
        route = ofRoute;
    }

    /** Its next try is counted in {@code ofBackend}. */
    void count(RouteMeter.@Nullable OfBackend ofBackend) {
        backend = ofBackend;
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
        picked.endpoint().external().ifPresent(host -> call(picked.endpoint(), host));
        attempt = Attempt.begin(picked, head().headers().authority(), backend, ticker);
        tapped(tap.begin(head(), picked.endpoint(), course));
        if (picked.upgrades(head())) {
            scheme = OriginalProtocol.upgrade(head());
        }
        if (course != null) {
            course.tryBegun();
        }
        picked.dispatch(this);
    }

    private void call(Endpoint outside, ExternalHost host) {
        if (external == null) {
            external = new ExternalName(head().headers());
        }
        external.give(outside, host);
    }

    private void callAsBefore() {
        if (scheme != null) {
            OriginalProtocol.undo(head(), scheme);
            scheme = null;
        }
        if (external != null) {
            external.take();
        }
    }

    /** To any endpoint, perhaps another. The refused try stays counted as a request without response. */
    @Override
    protected boolean sendAgain() {
        if (attempt != null) {
            attempt.abandoned();
        }
        attempt = null;
        tapReset(Http2Error.REFUSED_STREAM.code());
        callAsBefore();
        if (course == null) {
            dispatch.accept(this);
        } else {
            course.dispatchAgain();
        }
        return true;
    }

    @Override
    protected @Nullable TappedRequest tapUnsent() {
        return attempt == null ? tap.unsent(head(), course, arrived) : null;
    }

    /** Takes the request back from an endpoint whose answer, {@code outcome}, is not the last word. {@code error}: of a route. */
    boolean takeBack(Outcome outcome, String error) {
        if (!takeBack()) {
            return false;
        }
        tapReset(Http2Error.CANCEL.code());
        callAsBefore();
        status = outcome.status();
        measure(false);
        finish(outcome, error);
        attempt = null;
        status = 0;
        return true;
    }

    boolean wholeRequestSeen() {
        return requestEnded();
    }

    /** Whether what comes now is told to the application, or nothing will be. */
    boolean answering() {
        return responseStarted() || over();
    }

    /** Whether a further try is possible. */
    boolean mayBeRepeated() {
        return repeatable();
    }

    @Override
    protected int replayLimit() {
        return course == null ? super.replayLimit() : course.replayLimit(super.replayLimit());
    }

    @Override
    protected void onRequestFrame(int bytes) {
        if (route != null && bytes > 0) {
            route.frame(bytes);
        }
        if (course != null) {
            course.frame();
        }
    }

    @Override
    protected void onResponseFrame(int bytes) {
        if (attempt != null && bytes > 0) {
            attempt.speaks();
        }
        if (backend != null && bytes > 0) {
            backend.frame(bytes);
        }
        if (course != null) {
            course.frame();
        }
    }

    @Override
    protected void onRequestEnd() {
        if (attempt != null) {
            attempt.requestEnded();
        }
        if (course != null) {
            course.requestEnded();
        }
    }

    @Override
    protected void onResponseHead(Http2Headers response) {
        if (attempt != null) {
            attempt.answered(response, head().grpc());
        }
    }

    @Override
    protected boolean holds(Http2Headers response) {
        return course != null && course.holds(response);
    }

    @Override
    protected boolean declines(Http2Headers response, @Nullable Http2Headers trailers) {
        return course != null && course.declines(response, trailers);
    }

    @Override
    protected boolean declines(ProxyFault fault, String error) {
        return course != null && course.declines(fault, error);
    }

    @Override
    protected boolean declinesRefusal(String error) {
        return course != null && course.declinesRefusal(error);
    }

    @Override
    protected void onResponse(Http2Headers response) {
        status = OriginalProtocol.status(response);
        grpcStatus = response.get(GRPC_STATUS);
        if (head().version() == Version.HTTP_2) {
            OriginalProtocol.unmark(response);
        }
        CharSequence peers = response.get(FaultResponder.PROXY_CONNECTION);
        if (forwarded && attempt != null && attempt.proven() && peers != null && CLOSE.contentEqualsIgnoreCase(peers)) {
            server.closeAfterResponse();
        }
        // Whatever the peer's proxy says of itself is not ours to repeat.
        response.remove(FaultResponder.PROXY_ERROR);
        response.remove(FaultResponder.PROXY_CONNECTION);
        if (course != null) {
            course.responds(response);
        }
    }

    @Override
    protected void onFirstData() {
        measure(false);
    }

    /** Once: how long the endpoint took to answer, or to fail to. */
    private void measure(boolean failed) {
        if (attempt != null && attempt.measure(status, failed) && course != null) {
            course.answering(status, ticker.nanoTime() - arrived);
        }
    }

    @Override
    protected void onEnd(@Nullable Http2Headers trailers) {
        CharSequence last = trailers == null ? null : trailers.get(GRPC_STATUS);
        Outcome outcome = head().grpc() ? Outcome.grpc(status, last == null ? grpcStatus : last) : Outcome.http(status);
        Outcome classified = course == null ? outcome : course.classified(outcome);
        finish(classified, "");
        countEnd(RouteEnd.of(classified, ""));
        if (course != null) {
            course.ended(classified);
        }
    }

    private void countEnd(RouteEnd end) {
        if (route != null) {
            route.ended(end, ticker.nanoTime() - arrived);
        }
    }

    @Override
    protected void onBroken(@Nullable ProxyFault fault, String error) {
        measure(fault != null && status == 0);
        Outcome outcome = brokenOff(status, error);
        String routeError = RouteErrors.of(fault, error, course == null ? null : course.expired());
        finish(outcome, routeError);
        countEnd(RouteEnd.of(outcome, routeError));
        if (course != null) {
            course.broken(outcome);
        }
        if (fault != null) {
            registry.counter(Meter.OUTBOUND_HTTP_ERRORS_TOTAL, Labels.of("error", RouteErrors.label(fault)))
                    .increment();
        }
    }

    @Override
    protected void onAnswered(Http2Headers answer) {
        int answered = OriginalProtocol.status(answer);
        Outcome outcome = head().grpc() ? Outcome.grpc(answered, answer.get(GRPC_STATUS)) : Outcome.http(answered);
        countEnd(RouteEnd.of(outcome, ""));
    }

    /** Of one try. */
    private void finish(Outcome outcome, String routeError) {
        if (attempt == null) {
            return;
        }
        attempt.ended(outcome, routeError, abandoned());
        if (course != null) {
            course.tryEnded(outcome);
        }
    }

    @Override
    protected boolean informs() {
        return informs;
    }
}
