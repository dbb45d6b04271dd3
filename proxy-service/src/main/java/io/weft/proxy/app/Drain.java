package io.weft.proxy.app;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weft.proxy.transport.Draining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.DisposableServer;

/**
 * Accepts nothing new and lets what is running finish: HTTP connections after the request they carry, byte relays when their
 * ends close them, those whose client has said nothing yet at once, all of them at the end of the grace period.
 *
 * <p>Threading: safe from any thread but an event loop.
 */
final class Drain {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private final Duration grace;
    private final ChannelGroup accepted = new DefaultChannelGroup("accepted", GlobalEventExecutor.INSTANCE);
    private final List<DisposableServer> listeners = new ArrayList<>();
    private volatile boolean begun;

    Drain(Duration grace) {
        this.grace = grace;
    }

    synchronized void listens(DisposableServer listener) {
        listeners.add(listener);
    }

    /** From now until it closes, this connection is waited for. */
    void accepted(Channel channel) {
        accepted.add(channel);
        if (begun) {
            Draining.begin(channel); // accepted in the last moment
        }
    }

    /** Blocks until all is finished or the grace period is over. */
    synchronized void run() {
        // The sockets alone: disposing of a Reactor Netty server would end its connections too.
        listeners.forEach(listener -> listener.channel().close().syncUninterruptibly());
        begun = true;
        int open = accepted.size();
        accepted.forEach(Draining::begin);
        boolean drained = accepted.newCloseFuture().awaitUninterruptibly(grace.toMillis());
        log.info(
                drained ? "drained {} connections" : "gave up on {} of {} connections after {}",
                drained ? open : accepted.size(),
                open,
                grace);
    }
}
