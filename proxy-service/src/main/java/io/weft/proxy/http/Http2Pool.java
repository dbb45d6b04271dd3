package io.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.Pipelines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * HTTP/2 connections to one place: one, and more only while its peer allows no further stream on those there are.
 *
 * <p>Threading: one event loop.
 */
public final class Http2Pool {
    private final Dialer dialer;
    private final Http2Windows windows;
    private final Runnable changed;
    private final List<Http2ClientHandler> connections = new ArrayList<>(1);
    private final Deque<Exchange> waiting = new ArrayDeque<>(0);
    private boolean dialling;
    private boolean retired;

    /**
     * An empty pool.
     *
     * @param changed told when a connection came or went, or could not be made
     */
    public Http2Pool(Dialer dialer, Http2Windows windows, Runnable changed) {
        this.dialer = dialer;
        this.windows = windows;
        this.changed = changed;
    }

    /** Whether there is a connection. */
    public boolean connected() {
        return !connections.isEmpty();
    }

    /** Dials unless a connection is there or on its way. */
    public void connect() {
        if (connections.isEmpty()) {
            dial();
        }
    }

    /** Starts {@code exchange} on a connection that takes it, or on the next one there is. */
    public void dispatch(Exchange exchange) {
        for (Http2ClientHandler connection : connections) {
            if (connection.available()) {
                exchange.start(connection);
                return;
            }
        }
        waiting.add(exchange);
        dial();
    }

    private void dial() {
        if (dialling || retired) {
            return;
        }
        dialling = true;
        dialer.dial().addListener((Future<Channel> dialled) -> {
            dialling = false;
            if (dialled.isSuccess()) {
                opened(dialled.getNow());
            } else {
                failed(dialled.cause());
            }
        });
    }

    private void opened(Channel channel) {
        Http2ClientHandler connection = Http2ClientHandler.of(windows);
        Pipelines.append(channel.pipeline(), "http2", connection);
        Hold.release(channel);
        channel.config().setAutoRead(true);
        if (retired) {
            connection.retire();
            return;
        }
        connections.add(connection);
        channel.closeFuture().addListener(closed -> {
            connections.remove(connection);
            changed.run();
        });
        changed.run();
        List<Exchange> next = List.copyOf(waiting);
        waiting.clear();
        next.stream().filter(exchange -> !exchange.over()).forEach(this::dispatch);
    }

    private void failed(Throwable cause) {
        List<Exchange> lost = List.copyOf(waiting);
        waiting.clear();
        lost.forEach(exchange -> DialFailures.answer(exchange, cause));
        changed.run();
    }

    /** Finishes what is open, then closes. */
    public void retire() {
        retired = true;
        List.copyOf(connections).forEach(Http2ClientHandler::retire);
    }
}
