package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP/1 client has sent that nobody looks at yet: first whole messages and pieces of them, behind those, bytes that
 * are not decoded before they have to be.
 *
 * <p>Threading: the connection's event loop. Ownership: what is held is taken out, passed on or released.
 */
final class ReadAhead {
    private final SentAhead messages = new SentAhead();
    private Http1RequestDecoder decoder;
    private @Nullable Undecoded bytes; // null while what comes is decoded

    /** {@code decoder}: of what comes. */
    ReadAhead(Http1RequestDecoder decoder) {
        this.decoder = decoder;
    }

    boolean isEmpty() {
        return messages.isEmpty() && (bytes == null || bytes.isEmpty());
    }

    /** Takes ownership of {@code message}; {@code requests}: of who asks. */
    void put(Object message, ChannelHandlerContext requests) {
        if (messages.add(message)) {
            stopDecoding(requests);
        }
    }

    /** Passes ownership on; null: there is no message. */
    @Nullable
    Object poll() {
        return messages.poll();
    }

    /** What follows is kept as bytes until all before it is answered; behind a request to leave HTTP it may be none. */
    void stopDecoding(ChannelHandlerContext requests) {
        if (bytes == null) {
            bytes = new Undecoded(requests);
            bytes.begin(decoder);
        }
    }

    /** Takes ownership of {@code more}, unless what comes is decoded. */
    boolean keep(ByteBuf more) {
        if (bytes == null) {
            return false;
        }
        bytes.add(more);
        return true;
    }

    /** What was kept as bytes is requests after all, and so is what comes. False: nothing is kept so. */
    boolean decode(ChannelHandlerContext requests) {
        Undecoded kept = bytes;
        if (kept == null) {
            return false;
        }
        bytes = null;
        decoder = HttpCodecs.requestDecoder();
        try {
            kept.decode(decoder);
        } catch (Exception surprise) {
            requests.fireExceptionCaught(surprise);
        }
        return true;
    }

    /** Bytes that wait for the rest of what they are, which is no message yet, nor a piece of one. */
    int unfinished() {
        return bytes == null ? decoder.unfinished() : 0;
    }

    /** HTTP is over on this connection: what was kept as bytes, and what comes, is for whoever stands behind. */
    void leave(ChannelHandlerContext requests) {
        if (bytes == null) {
            requests.pipeline().remove(decoder);
        } else {
            bytes.pass();
        }
    }

    void release() {
        messages.release();
        if (bytes != null) {
            bytes.release();
        }
    }
}
