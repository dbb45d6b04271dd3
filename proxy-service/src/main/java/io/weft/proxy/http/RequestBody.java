package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One request's body and trailers on their way: what waits for a connection, what has been sent and may have to be sent again,
 * and what the client is owed for them.
 *
 * <p>Nothing that waits is credited, so the client's flow-control window bounds it.
 *
 * <p>Threading: one event loop. Ownership: buffers pass through; what is still here is released by {@link #release}.
 */
final class RequestBody {
    private final ServerStream client;
    private @Nullable Deque<ByteBuf> waiting;
    private @Nullable Http2Headers trailers;
    private @Nullable Replay sent;
    private boolean settled; // nothing will be sent again
    private boolean ended;
    private int creditedBefore; // bytes of a second sending, which the client was credited for at the first

    /** {@code client} is credited; {@code ended}: there is none. */
    RequestBody(ServerStream client, boolean ended) {
        this.client = client;
        this.ended = ended;
    }

    /** Whether the client has sent all of its request. */
    boolean ended() {
        return ended;
    }

    /** The client has sent all of its request. */
    void end() {
        ended = true;
    }

    /** Whether there is nothing to send behind the head. */
    boolean absent() {
        return ended && !waits() && trailers == null;
    }

    /** Whether a piece waits. */
    boolean waits() {
        return waiting != null && !waiting.isEmpty();
    }

    /** Keeps {@code data} until there is where to send it. */
    void await(ByteBuf data) {
        waiting = waiting == null ? new ArrayDeque<>(4) : waiting;
        waiting.add(data);
    }

    /** Sends the piece that has waited longest. {@code limit}: as {@link Replay} has it. */
    void sendWaiting(ClientStream to, int limit) {
        if (waiting != null) {
            ByteBuf data = waiting.remove();
            send(to, data, ended && waiting.isEmpty() && trailers == null, limit);
        }
    }

    void send(ClientStream to, ByteBuf data, boolean end, int limit) {
        if (!settled) {
            sent = sent == null ? new Replay(limit) : sent;
            sent.keep(data);
        }
        to.requestData(data, end);
    }

    /** What ends it; kept for a second sending. */
    void trailers(Http2Headers last) {
        ended = true;
        trailers = last;
    }

    /** Sends the trailers, if they are known. */
    void sendTrailers(ClientStream to) {
        if (trailers != null) {
            to.requestTrailers(trailers);
        }
    }

    /** Whether all that was sent is still here. */
    boolean whole() {
        return !settled && (sent == null || sent.whole());
    }

    /** Lets what was sent wait anew; only what is {@link #whole}. */
    void rewind() {
        if (sent != null) {
            creditedBefore += sent.bytes();
            Deque<ByteBuf> all = sent.take();
            if (waiting != null) {
                all.addAll(waiting);
            }
            waiting = all;
            sent = null;
        }
    }

    /** It will not be sent again. */
    void settle() {
        settled = true;
        if (sent != null) {
            sent.drop();
        }
    }

    /** So much has left, or is dropped: the client may send as much again, once. */
    void written(int bytes) {
        int again = Math.min(bytes, creditedBefore);
        creditedBefore -= again;
        if (bytes > again) {
            client.requestConsumed(bytes - again);
        }
    }

    /** Drops {@code data}; the client's connection goes on. */
    void discard(ByteBuf data) {
        written(data.readableBytes());
        data.release();
    }

    /** Lets go of all that is here. */
    void release() {
        settle();
        if (waiting != null) {
            waiting.forEach(this::discard);
            waiting = null;
        }
    }
}
