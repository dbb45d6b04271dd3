package io.weft.proxy.app;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.weft.proxy.config.ProxyConfig;
import io.weft.proxy.transport.Listener;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.DisposableServer;

/**
 * The traffic listeners: bound at once, serving only when the proxy is certified. Who connects before that waits unread.
 *
 * <p>Threading: safe from any thread.
 */
final class Listening {
    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private static final int MOST_WAITING = 1_000; // before this proxy is certified

    private final EventLoopGroup workers;
    private final Drain drain;
    private final Map<Channel, Consumer<Channel>> waiting = new LinkedHashMap<>(); // guarded by this
    private boolean open; // guarded by this

    Listening(EventLoopGroup workers, Drain drain) {
        this.workers = workers;
        this.drain = drain;
    }

    /** Binds {@code address}; what it accepts goes to {@code pipeline}, on the channel's event loop. */
    void on(InetSocketAddress address, ProxyConfig.Accept accept, Consumer<Channel> pipeline) {
        DisposableServer server = new Listener(address, accept.keepalive(), accept.userTimeout(), accept.backlog())
                .listen(workers, channel -> accepted(channel, pipeline));
        drain.listens(server);
    }

    private void accepted(Channel channel, Consumer<Channel> pipeline) {
        drain.accepted(channel);
        if (!parked(channel, pipeline)) {
            pipeline.accept(channel);
        }
    }

    private synchronized boolean parked(Channel channel, Consumer<Channel> pipeline) {
        if (open) {
            return false;
        }
        if (waiting.size() >= MOST_WAITING) {
            channel.close();
        } else {
            waiting.put(channel, pipeline);
            channel.closeFuture().addListener(gone -> forget(channel));
        }
        return true;
    }

    private synchronized void forget(Channel gone) {
        waiting.remove(gone);
    }

    private static void resume(Channel channel, Consumer<Channel> pipeline) {
        if (channel.isActive()) {
            pipeline.accept(channel);
        }
    }

    /** Serves from now on. Idempotent. */
    synchronized void open() {
        if (!open) {
            open = true;
            log.info("certified; serving");
            waiting.forEach((channel, pipeline) -> channel.eventLoop().execute(() -> resume(channel, pipeline)));
            waiting.clear();
        }
    }
}
