package io.weft.proxy.inbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.SharedByConnections;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One {@link LocalApp} for each port of the application and each event loop, forgotten some time after its last client: a
 * scan of all ports leaves nothing.
 *
 * <p>Threading: the event loop of the channel asked for.
 */
final class LocalApps {
    private final Connector connector;
    private final MetricRegistry registry;
    private final InboundSettings.App settings;
    private final Map<EventLoop, SharedByConnections<InetSocketAddress, LocalApp>> apps = new ConcurrentHashMap<>();

    LocalApps(Connector connector, MetricRegistry registry, InboundSettings.App settings) {
        this.connector = connector;
        this.registry = registry;
        this.settings = settings;
    }

    /** The application at {@code address}, for as long as {@code client} is open. */
    LocalApp of(Channel client, InetSocketAddress address) {
        return apps.computeIfAbsent(client.eventLoop(), this::onLoop).acquire(address, client);
    }

    private SharedByConnections<InetSocketAddress, LocalApp> onLoop(EventLoop loop) {
        return new SharedByConnections<>(
                loop,
                settings.forgetIdle(),
                address -> new LocalApp(loop, connector, address, registry, settings),
                _ -> true,
                LocalApp::close);
    }

    /** How many are remembered on {@code loop}. */
    int size(EventLoop loop) {
        return apps.computeIfAbsent(loop, this::onLoop).size();
    }
}
