package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.http.Dialer;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.Http1Pool;
import io.weft.proxy.http.Http2ClientSettings;
import io.weft.proxy.http.Http2Pool;
import io.weft.proxy.http.Version;
import io.weft.proxy.telemetry.ConnectionErrors;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TransportMeter;
import io.weft.proxy.tls.TlsLabels;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.Pipelines;
import java.net.InetSocketAddress;

/**
 * Connections to one port of the local application, in whatever protocol the client speaks.
 *
 * <p>Threading: one event loop.
 */
final class LocalApp {
    private static final Labels SIDE = Labels.of("direction", "inbound", "peer", "dst");

    private final EventLoop loop;
    private final Connector connector;
    private final InetSocketAddress address;
    private final MetricRegistry registry;
    private final Http1Pool http1;
    private final Http2Pool http2;

    LocalApp(
            EventLoop loop,
            Connector connector,
            InetSocketAddress address,
            MetricRegistry registry,
            InboundSettings.App settings) {
        this.loop = loop;
        this.connector = connector;
        this.address = address;
        this.registry = registry;
        Dialer dialer = this::dial;
        this.http1 = new Http1Pool(loop, dialer, settings.keepIdle(), settings.maxIdle(), settings.queue());
        this.http2 =
                new Http2Pool(loop, dialer, Http2ClientSettings.of(settings.windows()), settings.queue(), () -> {});
    }

    void dispatch(Exchange exchange) {
        if (exchange.head().version() == Version.HTTP_2) {
            http2.dispatch(exchange);
        } else {
            http1.dispatch(exchange);
        }
    }

    /** A connection of its own, for bytes. */
    Future<Channel> dial() {
        return connector.dial(loop, address, this::meter).addListener(dialled -> {
            if (!dialled.isSuccess()) {
                ConnectionErrors.count(registry, SIDE, dialled.cause());
            }
        });
    }

    /** Lets go of every connection. */
    void close() {
        http1.retire();
        http2.retire();
    }

    private void meter(Channel channel) {
        Pipelines.append(channel.pipeline(), "meter", new TransportMeter(registry, SIDE, TlsLabels.loopback()));
    }
}
