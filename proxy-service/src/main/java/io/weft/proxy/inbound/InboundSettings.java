package io.weft.proxy.inbound;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * What the inbound side is told at start.
 *
 * @param port the proxy's own inbound port
 * @param localName our identity and server name
 * @param ips addresses of this workload; a connection for another is refused. Empty: any
 * @param detectTimeout for TLS, transport header, and HTTP/1 from meshed clients; positive
 * @param http2 of connections clients make
 * @param maxInFlight requests at once; more are refused
 * @param app how the application is connected to
 */
public record InboundSettings(
        int port,
        WorkloadIdentity localName,
        Set<InetAddress> ips,
        Duration detectTimeout,
        Http2ServerSettings http2,
        int maxInFlight,
        App app) {
    public InboundSettings {
        ips = Set.copyOf(ips);
    }

    /**
     * Connections to the application.
     *
     * @param windows of HTTP/2 connections
     * @param queue of requests that wait for a connection
     * @param keepIdle how long an unused HTTP/1 connection stays
     * @param maxIdle how many may be unused at once
     * @param forgetIdle how long a port nobody is connected to is remembered
     */
    public record App(Http2Windows windows, QueueLimits queue, Duration keepIdle, int maxIdle, Duration forgetIdle) {}
}
