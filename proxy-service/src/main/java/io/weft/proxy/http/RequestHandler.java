package io.weft.proxy.http;

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
}
