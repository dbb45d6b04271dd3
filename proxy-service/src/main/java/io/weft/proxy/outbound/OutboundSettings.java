package io.weft.proxy.outbound;

import io.weft.proxy.http.Http2Windows;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * What the outbound side is told at start.
 *
 * @param port the proxy's own outbound port, never to be dialled through itself
 * @param ownIps addresses of this workload; an endpoint there is dialled without TLS
 * @param detectTimeout for destinations no policy speaks of, positive
 * @param connectTimeout TCP and TLS together, positive
 * @param httpFailFast how long requests wait for a ready endpoint, positive
 * @param httpQueue how many requests may wait for one backend
 * @param discoveryIdle how long what was learned of an unused destination stays, positive
 * @param keepIdle how long an unused HTTP/1 connection to an endpoint stays
 * @param maxIdle how many may be unused at once, for one endpoint
 * @param minBackoff first pause before an endpoint is dialled again
 * @param maxBackoff longest such pause
 * @param informs whether applications are told what went wrong
 */
public record OutboundSettings(
        int port,
        Set<InetAddress> ownIps,
        Duration detectTimeout,
        Duration connectTimeout,
        Duration httpFailFast,
        int httpQueue,
        Duration discoveryIdle,
        Http2Windows windows,
        Duration keepIdle,
        int maxIdle,
        Duration minBackoff,
        Duration maxBackoff,
        boolean informs) {
    public OutboundSettings {
        ownIps = Set.copyOf(ownIps);
    }
}
