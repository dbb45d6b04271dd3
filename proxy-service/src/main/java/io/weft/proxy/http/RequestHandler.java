package io.weft.proxy.http;

import io.weft.proxy.errors.ProxyFault;

/** Takes the requests of an accepted connection. */
@FunctionalInterface
public interface RequestHandler {
    /**
     * A request has begun.
     *
     * @param end whether its head is all of it
     * @return who hears the rest
     */
    RequestListener request(ServerStream stream, RequestHead head, boolean end);

    /**
     * What a client sent is no request, and is being answered with {@code fault}.
     *
     * @return whether the client may be told what went wrong
     */
    default boolean refused(ProxyFault fault) {
        return false;
    }
}
