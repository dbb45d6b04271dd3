package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way to the client: kept back while its request may still be tried again, then passed on, told and shown.
 * Nothing comes here once the exchange is over.
 *
 * <p>Threading: one event loop. Ownership: buffers pass through; what is kept back is released by {@link #drop}.
 */
final class ResponseRelay {
    private final Exchange exchange;
    private final ServerStream client;
    private final RequestBody request;
    private final Onlookers onlookers;
    private @Nullable HeldResponse held; // until it is known what follows
    private boolean started;

    /** {@code request}: will not be sent again once the response begins. */
    ResponseRelay(Exchange exchange, ServerStream client, RequestBody request, Onlookers onlookers) {
        this.exchange = exchange;
        this.client = client;
        this.request = request;
        this.onlookers = onlookers;
    }

    /** Whether the client has been told the head. */
    boolean started() {
        return started;
    }

    void head(Http2Headers head, boolean end) {
        exchange.onResponseFrame(0);
        exchange.onResponseHead(head);
        onlookers.response(head);
        if (exchange.declines(head, end ? head : null)) {
            return;
        }
        if (!end && exchange.holds(head)) {
            held = new HeldResponse(head);
        } else {
            passHead(head, end);
        }
    }

    /** The connection is the client's and the application's own from here on. */
    void switched(Http2Headers head, Channel tunnel) {
        exchange.onResponseFrame(0);
        onlookers.response(head);
        begin(head);
        exchange.onFirstData();
        exchange.ended(null);
        onlookers.end(null);
        client.tunnel(head, tunnel);
        exchange.onSwitched();
    }

    void data(ByteBuf data, boolean end) {
        exchange.onResponseFrame(data.readableBytes());
        if (held != null && !end && held.keep(data)) {
            passHeldAfterThisRead();
            return;
        }
        passHeld();
        passData(data, end);
    }

    void trailers(Http2Headers trailers) {
        if (held != null && exchange.declines(held.head(), trailers)) {
            return;
        }
        passHeld();
        if (exchange.over()) {
            return;
        }
        exchange.onFirstData();
        exchange.ended(trailers);
        onlookers.end(trailers);
        client.responseTrailers(trailers);
    }

    /** Lets go of what is kept back. */
    void drop() {
        if (held != null) {
            held.drop();
            held = null;
        }
    }

    private void begin(Http2Headers head) {
        started = true;
        request.settle();
        exchange.onResponse(head);
    }

    private void passHead(Http2Headers head, boolean end) {
        begin(head);
        if (end) {
            exchange.onFirstData();
            exchange.ended(head);
            onlookers.end(null);
        }
        client.respond(head, end);
    }

    private void passData(ByteBuf data, boolean end) {
        if (exchange.over()) {
            data.release();
            return;
        }
        exchange.onFirstData();
        onlookers.data(data.readableBytes());
        if (end) {
            exchange.ended(null);
            onlookers.end(null);
        }
        client.responseData(data, end);
    }

    private void passHeld() {
        HeldResponse response = held;
        if (response != null) {
            held = null;
            passHead(response.head(), false);
            ByteBuf first = response.take();
            if (first != null) {
                passData(first, false);
            }
        }
    }

    /** What came in one go with a piece of the body is seen before that is passed on, and nothing that came later. */
    private void passHeldAfterThisRead() {
        int attempt = exchange.attempt();
        exchange.afterThisRead(() -> {
            if (exchange.attempt() == attempt) {
                passHeld();
            }
        });
    }
}
