package io.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.Pipelines;
import java.util.ArrayList;
import java.util.List;

/**
 * HTTP/2 connections to one place: one, and more only while those there are take no further stream.
 *
 * <p>Threading: one event loop.
 */
public final class Http2Pool {
    private final Dialer dialer;
    private final Http2Windows windows;
    private final Runnable changed;
    private final WaitingRoom waiting;
    private final List<Http2ClientHandler> connections = new ArrayList<>(1);
    private final Http2ClientHandler.Owner owner = new Http2ClientHandler.Owner() {
        @Override
        public void leaving() {
            changed.run();
        }

        @Override
        public void streamEnded() {
            startWaiting();
        }
    };
    private boolean dialling;
    private boolean retired;

    /**
     * An empty pool.
     *
     * @param queue of requests that wait for a connection
     * @param changed told when a connection came, went or takes no more streams, or could not be made
     */
    public Http2Pool(EventLoop loop, Dialer dialer, Http2Windows windows, QueueLimits queue, Runnable changed) {
        this.dialer = dialer;
        this.windows = windows;
        this.changed = changed;
        this.waiting = new WaitingRoom(loop, queue);
    }

    /** Whether there is a connection that takes streams, if only when others have ended. */
    public boolean connected() {
        return connections.stream().anyMatch(Http2ClientHandler::takesStreams);
    }

    /** Dials unless a connection is there or on its way. */
    public void connect() {
        if (!connected()) {
            dial();
        }
    }

    /** Starts {@code exchange} on a connection that takes it, or on the next one there is. */
    public void dispatch(Exchange exchange) {
        if (retired) {
            exchange.responseFailed(StreamFailure.unprocessed("endpoint is gone"));
            return;
        }
        for (Http2ClientHandler connection : connections) {
            if (connection.available()) {
                exchange.start(connection);
                return;
            }
        }
        if (waiting.admit(exchange)) {
            dial();
        }
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
        Http2ClientHandler connection = Http2ClientHandler.of(windows, owner);
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
        startWaiting();
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && connections.stream().anyMatch(Http2ClientHandler::available)) {
            waiting.leaveFirst().filter(next -> !next.over()).ifPresent(this::dispatch);
        }
        if (!waiting.isEmpty()) {
            dial();
        }
    }

    private void failed(Throwable cause) {
        waiting.leaveAll().forEach(exchange -> DialFailures.answer(exchange, cause));
        changed.run();
    }

    /** Finishes what is open, then closes; what waits goes elsewhere or fails. */
    public void retire() {
        retired = true;
        waiting.leaveAll().forEach(this::dispatch);
        List.copyOf(connections).forEach(Http2ClientHandler::retire);
    }
}
