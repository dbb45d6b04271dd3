package io.weft.ingress.edge;

import java.time.Duration;

/**
 * How the edge serves.
 *
 * @param httpPort 0: a free one
 * @param httpsPort 0: a free one
 * @param idle how long a connection without a request is kept
 * @param connect how long connecting to a Service may take
 * @param answer how long a Service may take to answer, from the request's end to the response's head
 * @param connections to one port of a Service, of each version of HTTP
 * @param accessLog whether each request is logged
 */
public record EdgeSettings(
        int httpPort,
        int httpsPort,
        Duration idle,
        Duration connect,
        Duration answer,
        int connections,
        boolean accessLog) {
    /** Of a request's line and fields together, each, in bytes. */
    static final int HEAD_BYTES = 65_536;
}
