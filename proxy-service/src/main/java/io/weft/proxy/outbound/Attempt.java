package io.weft.proxy.outbound;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Ticker;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.outbound.endpoint.HttpEndpoint;
import io.weft.proxy.telemetry.Outcome;
import io.weft.proxy.telemetry.RequestMeter;
import io.weft.proxy.telemetry.RouteEnd;
import io.weft.proxy.telemetry.RouteMeter;
import org.jspecify.annotations.Nullable;

/**
 * One try of a request at one endpoint: what it adds to the counts, and to what is thought of the endpoint.
 *
 * <p>Threading: one event loop.
 */
final class Attempt {
    private static final Outcome GOING_ON = Outcome.http(200);

    private final HttpEndpoint endpoint;
    private final RequestMeter meter;
    private final RouteMeter.@Nullable OfBackend backend;
    private final Ticker ticker;
    private final long began;
    private final int number; // at the endpoint
    private long out; // when it began, or the end of the request after that
    private long penalty; // nanoseconds, for how it was answered; 0: none
    private boolean measured;
    private boolean speaking;

    private Attempt(HttpEndpoint endpoint, RequestMeter meter, RouteMeter.@Nullable OfBackend backend, Ticker ticker) {
        this.endpoint = endpoint;
        this.meter = meter;
        this.backend = backend;
        this.ticker = ticker;
        this.began = ticker.nanoTime();
        this.out = began;
        this.number = endpoint.begun();
    }

    /** Begins one. {@code backend}: counts those of a route; null if there is none. */
    static Attempt begin(
            HttpEndpoint endpoint,
            @Nullable CharSequence authority,
            RouteMeter.@Nullable OfBackend backend,
            Ticker ticker) {
        if (backend != null) {
            backend.request();
        }
        RequestMeter meter = endpoint.meter(authority == null ? "" : authority.toString());
        meter.request();
        return new Attempt(endpoint, meter, backend, ticker);
    }

    /** Whether the endpoint proves who it is. */
    boolean proven() {
        return endpoint.identity().isPresent();
    }

    void requestEnded() {
        out = ticker.nanoTime();
    }

    void answered(Http2Headers response, boolean grpc) {
        penalty = endpoint.penalty(response, grpc);
        if (!grpc) {
            endpoint.shows(number, Outcome.http(OriginalProtocol.status(response)));
        }
    }

    /** A piece of the response's body has come: what gRPC says at its end may be hours away. */
    void speaks() {
        if (!speaking) {
            speaking = true;
            endpoint.shows(number, GOING_ON);
        }
    }

    /**
     * How long the endpoint took to answer, or to fail to; counts once.
     *
     * @param status 0 if it did not answer
     * @return whether this was the first time
     */
    boolean measure(int status, boolean failed) {
        if (measured) {
            return false;
        }
        measured = true;
        long now = ticker.nanoTime();
        meter.latency(status, now - began);
        if (failed) {
            endpoint.ewma().failed(now - began, now);
        } else if (penalty > 0) {
            endpoint.ewma().penalized(Math.max(penalty, now - began), now);
        } else {
            endpoint.ewma().observe(now - began, now);
        }
        return true;
    }

    /** The endpoint did not look at it, or the application gave up: nothing is thought of the endpoint for it. */
    void abandoned() {
        endpoint.abandoned(number);
    }

    /** {@code error}: as {@link RouteErrors} says it. {@code abandoned}: by the application. */
    void ended(Outcome outcome, String error, boolean abandoned) {
        if (backend != null) {
            backend.ended(RouteEnd.of(outcome, error), ticker.nanoTime() - out);
        }
        meter.response(outcome);
        if (abandoned) {
            abandoned();
        } else {
            endpoint.ended(number, outcome);
        }
    }
}
