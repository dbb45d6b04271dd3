package io.weft.proxy.outbound;

import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * What the outbound side is told at start.
 *
 * @param port the proxy's own outbound port, never to be dialled through itself
 * @param ownIps addresses of this workload; an endpoint there is dialled without TLS
 * @param detectTimeout for destinations no policy speaks of, positive
 * @param httpQueue of requests that wait for a ready endpoint of one backend
 * @param tcpQueue of opaque connections that wait for one
 * @param arrivals of connections, and of requests of an ingress, that wait to hear what their destination is
 * @param discoveryIdle how long what was learned of an unused destination stays, positive
 * @param http2 of connections the application makes
 * @param maxInFlight requests at once; more are refused
 * @param windows of HTTP/2 connections we make
 * @param keepIdle how long an unused HTTP/1 connection to an endpoint stays
 * @param maxIdle how many may be unused at once, for one endpoint
 * @param backoff pauses before an endpoint is dialled again
 * @param informs whether applications are told what went wrong
 * @param ingress whether requests may name another destination than their connection's
 */
public record OutboundSettings(
        int port,
        Set<InetAddress> ownIps,
        Duration detectTimeout,
        QueueLimits httpQueue,
        QueueLimits tcpQueue,
        QueueLimits arrivals,
        Duration discoveryIdle,
        Http2ServerSettings http2,
        int maxInFlight,
        Http2Windows windows,
        Duration keepIdle,
        int maxIdle,
        Backoff backoff,
        boolean informs,
        boolean ingress) {
    public OutboundSettings {
        ownIps = Set.copyOf(ownIps);
    }
}
