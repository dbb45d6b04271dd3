package io.weft.proxy.outbound;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.weft.proxy.outbound.discover.Discovery;
import io.weft.proxy.transport.SharedByConnections;
import java.net.InetSocketAddress;

/**
 * What one event loop knows of original destinations. An entry stays while a connection uses it, for the idle time after, and
 * for as long as the control plane could not be asked again.
 *
 * <p>Threading: one event loop.
 */
final class DiscoveryCache {
    private final SharedByConnections<InetSocketAddress, Destination> destinations;

    DiscoveryCache(EventLoop loop, OutboundSettings settings, Discovery discovery, Backends backends, Budgets budgets) {
        destinations = new SharedByConnections<>(
                loop,
                settings.discoveryIdle(),
                target -> new Destination(loop, target, settings, discovery, backends, budgets),
                Destination::canBeAskedAgain,
                Destination::close);
    }

    /** The entry of {@code target}, in use until {@code user} closes. */
    Destination acquire(InetSocketAddress target, Channel user) {
        return destinations.acquire(target, user);
    }
}
