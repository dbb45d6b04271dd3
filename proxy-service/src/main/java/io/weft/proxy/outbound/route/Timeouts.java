package io.weft.proxy.outbound.route;

import java.time.Duration;

/**
 * How long things may take; zero: as long as they like.
 *
 * @param request everything, all tries and both bodies included
 * @param response from the end of the request to the end of the response
 * @param idle without a frame in either direction
 * @see "proxy-behaviour, 4"
 */
public record Timeouts(Duration request, Duration response, Duration idle) {
    public static final Timeouts NONE = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
