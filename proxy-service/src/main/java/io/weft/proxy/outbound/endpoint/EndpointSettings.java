package io.weft.proxy.outbound.endpoint;

import io.weft.proxy.config.Backoff;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.Penalty;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the endpoints of one backend are treated.
 *
 * @param authority whose endpoints they are, as the metrics say it; empty if that is not known
 * @param defaultRtt load estimate of a new endpoint, at least 1 ms
 * @param decay how fast an old estimate fades, positive
 * @param penalty what requests that fail make an endpoint look like; empty: they are as quick as they are
 * @param windows of HTTP/2 connections, where an endpoint says nothing of them
 * @param queue of requests that wait for a connection
 * @param keepIdle how long an unused HTTP/1 connection stays
 * @param maxIdle how many may be unused at once
 * @param backoff pauses before dialling again
 * @param ownIps addresses of this workload
 * @param accrual when an endpoint that fails is left alone; empty: never
 */
public record EndpointSettings(
        String authority,
        Duration defaultRtt,
        Duration decay,
        Optional<Penalty> penalty,
        Http2Windows windows,
        QueueLimits queue,
        Duration keepIdle,
        int maxIdle,
        Backoff backoff,
        Set<InetAddress> ownIps,
        Optional<FailureAccrual> accrual) {
    public EndpointSettings {
        ownIps = Set.copyOf(ownIps);
    }
}
