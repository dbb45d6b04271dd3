package io.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

/** Opens connections to one place. */
@FunctionalInterface
public interface Dialer {
    /** A new connection on the caller's event loop, past its handshakes, nothing said yet and nothing read. */
    Future<Channel> dial();
}
