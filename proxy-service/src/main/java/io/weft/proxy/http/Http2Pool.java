package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.Pipelines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * HTTP/2 connections to one place: one, and more only while those there are take no further stream. What was opened for a rush
 * is closed after it.
 *
 * <p>Threading: one event loop.
 */
public final class Http2Pool {
    static final Duration LOOK_FOR_SURPLUS = Duration.ofSeconds(10);
    private static final int MOST_DIALS = 8; // at once

    private final EventLoop loop;
    private final Dialer dialer;
    private final Http2ClientSettings settings;
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

        @Override
        public void limited(int streams) {
            limit = OptionalInt.of(streams);
            startWaiting();
        }
    };
    private int dialling;
    private OptionalInt limit = OptionalInt.empty(); // of streams of one connection, as a server said last
    private boolean looking; // for surplus connections
    private boolean retired;

    /**
     * An empty pool.
     *
     * @param queue of requests that wait for a connection
     * @param changed told when a connection came, went or takes no more streams, or could not be made
     */
    public Http2Pool(EventLoop loop, Dialer dialer, Http2ClientSettings settings, QueueLimits queue, Runnable changed) {
        this.loop = loop;
        this.dialer = dialer;
        this.settings = settings;
        this.changed = changed;
        this.waiting = new WaitingRoom(loop, queue);
    }

    /** Whether there is a connection that takes streams, if only when others have ended. */
    public boolean connected() {
        return connections.stream().anyMatch(Http2ClientHandler::takesStreams);
    }

    /** Dials unless a connection is there or on its way. */
    public void connect() {
        if (!connected() && dialling == 0) {
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
        if (waiting.admit(Pending.of(exchange))) {
            makeRoom();
        }
    }

    /** Dials for those who wait, unless a connection may yet take them. */
    private void makeRoom() {
        if (connections.stream().anyMatch(Http2ClientHandler::undecided)) {
            return;
        }
        int each = Math.max(1, limit.orElse(Integer.MAX_VALUE));
        int wanted = Math.min(Math.ceilDiv(waiting.size(), each), MOST_DIALS);
        while (!retired && dialling < wanted) {
            dial();
        }
    }

    private void dial() {
        if (retired) {
            return;
        }
        dialling++;
        dialer.dial().addListener((Future<Channel> dialled) -> {
            dialling--;
            if (dialled.isSuccess()) {
                opened(dialled.getNow());
            } else {
                failed(dialled.cause());
            }
        });
    }

    private void opened(Channel channel) {
        Http2ClientHandler connection = Http2ClientHandler.of(settings, limit, owner);
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
        lookForSurplus();
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && connections.stream().anyMatch(Http2ClientHandler::available)) {
            waiting.leaveFirst().filter(Pending::wanted).map(Pending::exchange).ifPresent(this::dispatch);
        }
        if (!waiting.isEmpty()) {
            makeRoom();
        }
    }

    private void lookForSurplus() {
        if (!looking && connections.size() > 1) {
            looking = true;
            loop.schedule(this::closeSurplus, LOOK_FOR_SURPLUS.toNanos(), NANOSECONDS);
        }
    }

    /** Of connections that take streams one stays, used or not. */
    private void closeSurplus() {
        looking = false;
        List<Http2ClientHandler> idle = connections.stream()
                .filter(Http2ClientHandler::unusedSinceLastAsked)
                .toList();
        long inUse = connections.stream()
                .filter(connection -> !idle.contains(connection) && connection.takesStreams())
                .count();
        idle.stream().skip(inUse == 0 ? 1 : 0).forEach(Http2ClientHandler::retire);
        lookForSurplus();
    }

    /** Who waits is answered, unless they may yet find room. */
    private void failed(Throwable cause) {
        if (!connected() && dialling == 0) {
            waiting.leaveAll().forEach(request -> DialFailures.answer(request, cause));
        }
        changed.run();
    }

    /** Finishes what is open, then closes; what waits goes elsewhere or fails. */
    public void retire() {
        retired = true;
        waiting.leaveAll().stream().map(Pending::exchange).forEach(this::dispatch);
        List.copyOf(connections).forEach(Http2ClientHandler::retire);
    }
}
