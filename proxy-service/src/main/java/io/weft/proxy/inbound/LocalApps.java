package io.weft.proxy.inbound;

import io.netty.channel.EventLoop;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.transport.Connector;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One {@link LocalApp} for each port of the application and each event loop.
 *
 * <p>Threading: safe from any thread; what it returns belongs to the loop asked for.
 */
final class LocalApps {
    private final Connector connector;
    private final MetricRegistry registry;
    private final Duration keepIdle;
    private final int maxIdle;
    private final Map<Key, LocalApp> apps = new ConcurrentHashMap<>();

    private record Key(EventLoop loop, InetSocketAddress address) {}

    LocalApps(Connector connector, MetricRegistry registry, Duration keepIdle, int maxIdle) {
        this.connector = connector;
        this.registry = registry;
        this.keepIdle = keepIdle;
        this.maxIdle = maxIdle;
    }

    LocalApp of(EventLoop loop, InetSocketAddress address) {
        return apps.computeIfAbsent(
                new Key(loop, address), key -> new LocalApp(loop, connector, address, registry, keepIdle, maxIdle));
    }
}
