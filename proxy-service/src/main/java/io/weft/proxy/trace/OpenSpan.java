package io.weft.proxy.trace;

import io.weft.core.Ticker;
import java.time.Duration;
import java.time.Instant;

/** A span that has begun. Ends once; event loop only. */
final class OpenSpan {
    private final TraceContext trace;
    private final long id;
    private final Span.Side side;
    private final TracedHead request;
    private final Instant started;
    private final Ticker ticker;
    private final SpanQueue queue;
    private final long begun;
    private int status;
    private boolean over;

    OpenSpan(
            TraceContext trace,
            long id,
            Span.Side side,
            TracedHead request,
            Instant started,
            Ticker ticker,
            SpanQueue queue) {
        this.trace = trace;
        this.id = id;
        this.side = side;
        this.request = request;
        this.started = started;
        this.ticker = ticker;
        this.queue = queue;
        this.begun = ticker.nanoTime();
    }

    void answered(int with) {
        status = with;
    }

    /** {@code broken}: not as it should. */
    void end(boolean broken) {
        if (!over) {
            over = true;
            queue.add(new Span(
                    trace.high(),
                    trace.low(),
                    id,
                    trace.parent(),
                    side,
                    request,
                    started,
                    Duration.ofNanos(ticker.nanoTime() - begun),
                    status,
                    broken));
        }
    }
}
