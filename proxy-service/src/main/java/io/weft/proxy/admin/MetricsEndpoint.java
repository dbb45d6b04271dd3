package io.weft.proxy.admin;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.weft.proxy.telemetry.Exposition;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * {@code /metrics}. A document is in memory until its client has taken it, and strangers may ask for many and take none: while
 * {@value #MOST_BYTES} bytes wait, another is refused.
 *
 * <p>Threading: any thread; documents are made one after the other.
 */
final class MetricsEndpoint {
    /** Some hundred documents of an ordinary sidecar. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Exposition exposition;
    private final AtomicLong untaken;
    private volatile int lastBytes = 16 * 1024; // so that the next buffer is about right at once

    /** @param untaken bytes of answers that wait for their clients */
    MetricsEndpoint(Exposition exposition, AtomicLong untaken) {
        this.exposition = exposition;
        this.untaken = untaken;
    }

    Publisher<Void> answer(HttpServerResponse response) {
        response.header(HttpHeaderNames.CONTENT_TYPE, "text/plain");
        return untaken.get() < MOST_BYTES
                ? response.send(Mono.fromSupplier(() -> document(response)))
                : response.status(HttpResponseStatus.SERVICE_UNAVAILABLE)
                        .sendString(Mono.just("others have not taken yet what they asked for\n"));
    }

    private ByteBuf document(HttpServerResponse response) {
        ByteBuf document = response.alloc().buffer(lastBytes + lastBytes / 8);
        try {
            exposition.writeTo(document);
        } catch (RuntimeException e) {
            document.release();
            throw e;
        }
        lastBytes = document.readableBytes();
        return document;
    }
}
