package io.weft.proxy.app;

import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.inbound.InboundSettings;
import io.weft.proxy.outbound.OutboundSettings;
import io.weft.proxy.transport.Connector;

/** Hands each side its part of the configuration, in its own words. Pure. */
final class Settings {
    private Settings() {}

    static InboundSettings inbound(ProxyConfig config) {
        ProxyConfig.Inbound inbound = config.inbound();
        return new InboundSettings(
                inbound.listen().getPort(),
                config.identity().localName(),
                inbound.ips(),
                inbound.detectTimeout(),
                windows(inbound.http2()),
                inbound.pool().idleTimeout(),
                inbound.pool().maxIdle());
    }

    static OutboundSettings outbound(ProxyConfig config) {
        ProxyConfig.Outbound outbound = config.outbound();
        return new OutboundSettings(
                outbound.listen().getFirst().getPort(),
                config.inbound().ips(),
                outbound.detectTimeout(),
                outbound.connect().timeout(),
                outbound.httpQueue().failFast(),
                outbound.httpQueue().capacity(),
                outbound.discoveryIdle(),
                windows(outbound.http2()),
                outbound.pool().idleTimeout(),
                outbound.pool().maxIdle(),
                outbound.connect().backoff().min(),
                outbound.connect().backoff().max(),
                outbound.informationalHeaders());
    }

    static Connector connector(ProxyConfig.Connect connect) {
        return new Connector(connect.timeout(), connect.keepalive(), connect.userTimeout());
    }

    private static Http2Windows windows(ProxyConfig.Http2Server http2) {
        return new Http2Windows(http2.streamWindow(), http2.connectionWindow());
    }
}
