package io.weft.proxy.observe;

import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.trace.Span;
import io.weft.proxy.trace.Tracer;
import java.util.Optional;

/**
 * Everyone who looks on, and changes nothing but what names a request's trace.
 *
 * @param tracer empty: no traces are wanted
 */
public record Observers(Taps taps, Optional<Tracer> tracer) {
    /** {@code requests}, with whoever wants to be in front of them. */
    public RequestHandler before(RequestHandler requests, Span.Side side) {
        return tracer.map(wanted -> wanted.traced(requests, side)).orElse(requests);
    }
}
