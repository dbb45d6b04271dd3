package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.transport.Hold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * HTTP/1 connections to one place: dialled when none is idle, kept for a while after use, the most recently used first.
 *
 * <p>Threading: one event loop.
 */
public final class Http1Pool {
    private final EventLoop loop;
    private final Dialer dialer;
    private final Duration keepIdle;
    private final int maxIdle;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<Http1ClientHandler> all = new HashSet<>();
    private boolean retired;

    private record Idle(Http1ClientHandler connection, Future<?> eviction) {}

    /**
     * An empty pool.
     *
     * @param keepIdle how long an unused connection stays, positive
     * @param maxIdle how many may be unused at once
     */
    public Http1Pool(EventLoop loop, Dialer dialer, Duration keepIdle, int maxIdle) {
        this.loop = loop;
        this.dialer = dialer;
        this.keepIdle = keepIdle;
        this.maxIdle = maxIdle;
    }

    /** Starts {@code exchange} on an idle connection or a new one. */
    public void dispatch(Exchange exchange) {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.eviction.cancel(false);
            if (next.connection.available()) {
                exchange.start(next.connection);
                return;
            }
        }
        dialer.dial().addListener((Future<Channel> dialled) -> {
            if (dialled.isSuccess()) {
                begin(dialled.getNow(), exchange);
            } else {
                DialFailures.answer(exchange, dialled.cause());
            }
        });
    }

    private void begin(Channel channel, Exchange exchange) {
        Http1ClientHandler connection = new Http1ClientHandler(this::putBack);
        all.add(connection);
        channel.closeFuture().addListener(closed -> all.remove(connection));
        HttpCodecs.dialHttp1(channel, connection);
        Hold.release(channel);
        if (exchange.over()) {
            putBack(connection);
        } else {
            exchange.start(connection);
        }
    }

    private void putBack(Http1ClientHandler connection) {
        if (retired || idle.size() >= maxIdle) {
            connection.retire();
            return;
        }
        Future<?> eviction = loop.schedule(() -> evict(connection), keepIdle.toNanos(), NANOSECONDS);
        idle.addFirst(new Idle(connection, eviction));
    }

    private void evict(Http1ClientHandler connection) {
        idle.removeIf(entry -> entry.connection == connection);
        connection.retire();
    }

    /** Closes what is idle now, and the rest when it becomes so. */
    public void retire() {
        retired = true;
        idle.clear();
        Set.copyOf(all).forEach(Http1ClientHandler::retire);
    }

    /** Whether a request is running or a connection is kept. */
    public boolean inUse() {
        return !all.isEmpty();
    }
}
