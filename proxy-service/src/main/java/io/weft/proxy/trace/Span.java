package io.weft.proxy.trace;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of one request.
 *
 * @param high upper half of the trace's id
 * @param low lower half
 * @param id of this span
 * @param parent the span that sent the request; 0: the trace begins here
 * @param side which way the request went
 * @param request as its head was
 * @param status of the response; 0: there was none
 * @param broken whether it did not end as it should
 */
public record Span(
        long high,
        long low,
        long id,
        long parent,
        Side side,
        TracedHead request,
        Instant started,
        Duration lasted,
        int status,
        boolean broken) {
    /** Which way a request went. */
    public enum Side {
        INBOUND,
        OUTBOUND
    }
}
