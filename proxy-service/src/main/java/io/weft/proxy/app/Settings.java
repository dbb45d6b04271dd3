package io.weft.proxy.app;

import io.weft.core.Http2Params.KeepAlive;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.inbound.InboundSettings;
import io.weft.proxy.outbound.OutboundSettings;
import io.weft.proxy.transport.Connector;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Hands each side its part of the configuration, in its own words. Pure. */
final class Settings {
    private static final Duration LOOKUP = Duration.ofSeconds(10);

    private Settings() {}

    static InboundSettings inbound(ProxyConfig config) {
        ProxyConfig.Inbound inbound = config.inbound();
        return new InboundSettings(
                inbound.listen().getPort(),
                config.identity().localName(),
                inbound.ips(),
                inbound.detectTimeout(),
                server(inbound.http2()),
                HeapShare.requests(inbound.maxInFlight()),
                new InboundSettings.App(
                        client(config.http2Client()),
                        queue(inbound.queue()),
                        inbound.pool().idleTimeout(),
                        inbound.pool().maxIdle(),
                        inbound.discoveryIdle()));
    }

    static OutboundSettings outbound(ProxyConfig config) {
        ProxyConfig.Outbound outbound = config.outbound();
        return new OutboundSettings(
                outbound.listen().getFirst().getPort(),
                config.inbound().ips(),
                outbound.detectTimeout(),
                queue(outbound.httpQueue()),
                queue(outbound.tcpQueue()),
                arrivals(outbound.tcpQueue()),
                outbound.discoveryIdle(),
                server(outbound.http2()),
                HeapShare.requests(outbound.maxInFlight()),
                client(config.http2Client()),
                outbound.pool().idleTimeout(),
                outbound.pool().maxIdle(),
                outbound.connect().backoff(),
                outbound.informationalHeaders(),
                outbound.ingress());
    }

    static Connector connector(ProxyConfig.Connect connect) {
        return new Connector(connect.timeout(), connect.keepalive(), connect.userTimeout());
    }

    /** Whether whoever dials {@code address} is still on this machine: nobody may be sent there from elsewhere. */
    static boolean isOwn(InetSocketAddress address) {
        return address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress();
    }

    private static QueueLimits queue(ProxyConfig.Queue queue) {
        return new QueueLimits(queue.capacity(), queue.failFast());
    }

    /** Longer than for a backend where that would be short: the control plane may be restarting. */
    private static QueueLimits arrivals(ProxyConfig.Queue queue) {
        Duration failFast = queue.failFast();
        return new QueueLimits(queue.capacity(), failFast.compareTo(LOOKUP) > 0 ? failFast : LOOKUP);
    }

    private static Http2Windows client(ProxyConfig.Http2Client http2) {
        return new Http2Windows(http2.streamWindow(), http2.connectionWindow());
    }

    private static Http2ServerSettings server(ProxyConfig.Http2Server http2) {
        return new Http2ServerSettings(
                new Http2Windows(http2.streamWindow(), http2.connectionWindow()),
                http2.keepAlive().map(pings -> new KeepAlive(pings.interval(), pings.timeout(), true)),
                http2.maxConcurrentStreams(),
                http2.maxFrameSize(),
                http2.maxHeaderListSize());
    }
}
