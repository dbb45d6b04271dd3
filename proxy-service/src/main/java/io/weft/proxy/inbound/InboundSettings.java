package io.weft.proxy.inbound;

import io.weft.core.WorkloadIdentity;
import io.weft.proxy.http.Http2Windows;
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
 * @param keepIdle how long an unused HTTP/1 connection to the application stays
 * @param maxIdle how many may be unused at once
 */
public record InboundSettings(
        int port,
        WorkloadIdentity localName,
        Set<InetAddress> ips,
        Duration detectTimeout,
        Http2Windows windows,
        Duration keepIdle,
        int maxIdle) {
    public InboundSettings {
        ips = Set.copyOf(ips);
    }
}
