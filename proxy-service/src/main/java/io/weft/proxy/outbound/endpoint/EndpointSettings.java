package io.weft.proxy.outbound.endpoint;

import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * How the endpoints of one backend are treated.
 *
 * @param defaultRtt load estimate of a new endpoint, at least 1 ms
 * @param decay how fast an old estimate fades, positive
 * @param windows of HTTP/2 connections
 * @param queue of requests that wait for a connection
 * @param keepIdle how long an unused HTTP/1 connection stays
 * @param maxIdle how many may be unused at once
 * @param backoff pauses before dialling again
 * @param ownIps addresses of this workload
 */
public record EndpointSettings(
        Duration defaultRtt,
        Duration decay,
        Http2Windows windows,
        QueueLimits queue,
        Duration keepIdle,
        int maxIdle,
        Backoff backoff,
        Set<InetAddress> ownIps) {
    public EndpointSettings {
        ownIps = Set.copyOf(ownIps);
    }
}
