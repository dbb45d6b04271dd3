package io.weft.proxy.outbound;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.weft.proxy.outbound.discover.Discovery;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * What one event loop knows of original destinations. An entry stays while a connection uses it and for the idle time after.
 *
 * <p>Threading: one event loop.
 */
final class DiscoveryCache {
    private final EventLoop loop;
    private final OutboundSettings settings;
    private final Discovery discovery;
    private final Backends backends;
    private final Map<InetSocketAddress, Destination> destinations = new HashMap<>();

    DiscoveryCache(EventLoop loop, OutboundSettings settings, Discovery discovery, Backends backends) {
        this.loop = loop;
        this.settings = settings;
        this.discovery = discovery;
        this.backends = backends;
    }

    /** The entry of {@code target}, in use until {@link #release}. */
    Destination acquire(InetSocketAddress target) {
        Destination found =
                destinations.computeIfAbsent(target, key -> new Destination(loop, key, settings, discovery, backends));
        found.use();
        return found;
    }

    void release(Destination destination) {
        if (destination.release()) {
            loop.schedule(() -> evict(destination), settings.discoveryIdle().toNanos(), NANOSECONDS);
        }
    }

    private void evict(Destination destination) {
        if (destination.idle() && destinations.remove(destination.target(), destination)) {
            destination.close();
        }
    }
}
