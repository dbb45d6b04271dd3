package io.weft.proxy.transport;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Whom the client dialled, before the kernel redirected it to us. The one seam tests put their own answer behind. */
@FunctionalInterface
public interface OriginalDestination {
    /** Empty if the connection cannot say; such a connection is dropped. Called on the channel's event loop, once. */
    Optional<InetSocketAddress> of(Channel accepted);
}
