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
 * HTTP/1 connections to one place: dialled when none is idle, kept for a while after use, the most recently used first. One
 * that has carried a whole URI in its request line is kept for such requests only; one of an HTTP/1.0 client, or of a request
 * without Host, is not kept.
 *
 * <p>Threading: one event loop.
 *
 * @see "wire-behaviour, 8: pool, absolute-form, HTTP/1.0"
 */
public final class Http1Pool {
    private final EventLoop loop;
    private final Dialer dialer;
    private final Duration keepIdle;
    private final int maxIdle;
    private final WaitingRoom waiting;
    private final Deque<Idle> originForm = new ArrayDeque<>();
    private final Deque<Idle> absoluteForm = new ArrayDeque<>(0);
    private final Set<Http1ClientHandler> all = new HashSet<>();
    private boolean retired;

    private record Idle(Http1ClientHandler connection, Future<?> eviction) {}

    /**
     * An empty pool.
     *
     * @param keepIdle how long an unused connection stays, positive
     * @param maxIdle how many may be unused at once
     * @param queue of requests that wait for a connection
     */
    public Http1Pool(EventLoop loop, Dialer dialer, Duration keepIdle, int maxIdle, QueueLimits queue) {
        this.loop = loop;
        this.dialer = dialer;
        this.keepIdle = keepIdle;
        this.maxIdle = maxIdle;
        this.waiting = new WaitingRoom(loop, queue);
    }

    /** Starts {@code exchange} on an idle connection or a new one. */
    public void dispatch(Exchange exchange) {
        if (isShared(exchange.head())) {
            Deque<Idle> idle = idle(exchange.head());
            for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
                next.eviction.cancel(false);
                if (next.connection.available()) {
                    exchange.start(next.connection);
                    return;
                }
            }
        }
        Pending request = Pending.of(exchange);
        if (waiting.admit(request)) {
            dial(request);
        }
    }

    private static boolean isShared(RequestHead head) {
        return head.version() != Version.HTTP_1_0 && head.headers().contains(Http1Heads.HOST);
    }

    private Deque<Idle> idle(RequestHead head) {
        return head.absoluteForm() ? absoluteForm : originForm;
    }

    private void dial(Pending request) {
        dialer.dial().addListener((Future<Channel> dialled) -> {
            waiting.leave(request);
            if (dialled.isSuccess()) {
                begin(dialled.getNow(), request);
            } else {
                DialFailures.answer(request, dialled.cause());
            }
        });
    }

    private void begin(Channel channel, Pending request) {
        RequestHead head = request.exchange().head();
        boolean shared = isShared(head);
        Deque<Idle> idle = idle(head);
        Http1ClientHandler connection = new Http1ClientHandler(used -> putBack(used, shared, idle));
        all.add(connection);
        channel.closeFuture().addListener(closed -> all.remove(connection));
        HttpCodecs.dialHttp1(channel, connection);
        Hold.release(channel);
        if (request.wanted()) {
            request.exchange().start(connection);
        } else {
            putBack(connection, shared, idle);
        }
    }

    private void putBack(Http1ClientHandler connection, boolean shared, Deque<Idle> idle) {
        if (retired || !shared || originForm.size() + absoluteForm.size() >= maxIdle) {
            connection.retire();
            return;
        }
        Future<?> eviction = loop.schedule(() -> evict(connection, idle), keepIdle.toNanos(), NANOSECONDS);
        idle.addFirst(new Idle(connection, eviction));
    }

    private static void evict(Http1ClientHandler connection, Deque<Idle> idle) {
        idle.removeIf(entry -> entry.connection == connection);
        connection.retire();
    }

    /** Closes what is idle now, and the rest when it becomes so. */
    public void retire() {
        retired = true;
        originForm.clear();
        absoluteForm.clear();
        Set.copyOf(all).forEach(Http1ClientHandler::retire);
    }
}
