package io.weft.proxy.http;

import io.netty.channel.Channel;

/** A dialled connection that carries requests. Event loop only. */
public interface ClientConnection {
    /** Whether {@link #open} may be called now. */
    boolean available();

    /**
     * Sends a request's head. What cannot be sent is told to {@code listener}, possibly before this returns.
     *
     * @param end whether the head is all of it
     */
    ClientStream open(RequestHead head, boolean end, ResponseListener listener);

    /** Finishes what is open and closes. */
    void retire();

    /** For its event loop and its end. */
    Channel channel();
}
