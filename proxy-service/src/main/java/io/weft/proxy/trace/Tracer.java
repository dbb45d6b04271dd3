package io.weft.proxy.trace;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Puts itself in front of those who handle requests: names a new span in the head that is passed on, and, if the trace is
 * sampled, follows the exchange to its end.
 *
 * <p>A request that belongs to no trace begins one, of which {@code rootRatio} are sampled; what is decided is written into the
 * head, so that the next proxy decides the same. With a ratio of 0 it stays without.
 *
 * <p>Threading: any event loop.
 *
 * @see "proxy-behaviour, 12: Tracing"
 */
public final class Tracer {
    private final double rootRatio;
    private final Supplier<RandomGenerator> random;
    private final InstantSource clock;
    private final Ticker ticker;
    private final SpanQueue queue;

    /**
     * @param rootRatio from 0 to 1
     * @param random of the calling thread
     */
    public Tracer(
            double rootRatio, Supplier<RandomGenerator> random, InstantSource clock, Ticker ticker, SpanQueue queue) {
        this.rootRatio = rootRatio;
        this.random = random;
        this.clock = clock;
        this.ticker = ticker;
        this.queue = queue;
    }

    /** The same as {@code requests}, with spans. */
    public RequestHandler traced(RequestHandler requests, Span.Side side) {
        return new RequestHandler() {
            @Override
            public RequestListener request(ServerStream stream, RequestHead head, boolean end) {
                return begin(requests, side, stream, head, end);
            }

            @Override
            public boolean refused(ProxyFault fault) {
                return requests.refused(fault);
            }
        };
    }

    private RequestListener begin(
            RequestHandler requests, Span.Side side, ServerStream stream, RequestHead head, boolean end) {
        Http2Headers headers = head.headers();
        TraceContext context = Propagation.read(headers);
        TraceContext trace = context == null ? root() : context;
        if (trace == null) {
            return requests.request(stream, head, end);
        }
        long span = id();
        if (!trace.sampled()) {
            Propagation.write(headers, trace, span);
            return requests.request(stream, head, end);
        }
        TracedHead before = TracedHead.of(headers);
        Propagation.write(headers, trace, span);
        OpenSpan open = new OpenSpan(trace, span, side, before, clock.instant(), ticker, queue);
        return new TracedListener(requests.request(new TracedStream(stream, open), head, end), open);
    }

    private @Nullable TraceContext root() {
        if (rootRatio <= 0) {
            return null;
        }
        boolean sampled = random.get().nextDouble() < rootRatio;
        return new TraceContext(id(), id(), 0, sampled, TraceContext.Wire.W3C);
    }

    /** Never 0. */
    private long id() {
        RandomGenerator of = random.get();
        long id = of.nextLong();
        while (id == 0) {
            id = of.nextLong();
        }
        return id;
    }
}
