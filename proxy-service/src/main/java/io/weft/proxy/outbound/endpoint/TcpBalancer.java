package io.weft.proxy.outbound.endpoint;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.balance.EndpointPool;
import io.weft.proxy.balance.P2cPicker;
import io.weft.proxy.http.QueueLimits;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Dials the endpoints of one backend for opaque connections. While discovery knows none, clients wait for the fail-fast time.
 *
 * <p>Threading: one event loop.
 */
public final class TcpBalancer {
    private final EventLoop loop;
    private final QueueLimits limits;
    private final Ticker ticker;
    private final EndpointPool<TcpEndpoint> pool;
    private final Deque<Promise<Channel>> queue = new ArrayDeque<>(0);
    private @Nullable String refusal;
    private boolean updated; // endpoints are known, if only that there are none

    public TcpBalancer(
            EventLoop loop, EndpointSettings settings, QueueLimits limits, EndpointConnector connector, Ticker ticker) {
        this.loop = loop;
        this.limits = limits;
        this.ticker = ticker;
        this.pool = new EndpointPool<>(
                endpoint -> new TcpEndpoint(loop, endpoint, settings, connector, ticker),
                new P2cPicker(ThreadLocalRandom.current()));
    }

    /** The endpoints are these, from now on. */
    public void update(Collection<Endpoint> endpoints) {
        updated = true;
        pool.update(endpoints);
        for (Promise<Channel> next = queue.poll(); next != null; next = queue.poll()) {
            Optional<TcpEndpoint> endpoint = pool.pick(ticker.nanoTime());
            if (endpoint.isEmpty()) {
                queue.addFirst(next);
                return;
            }
            dial(endpoint.get(), next);
        }
    }

    /** There will never be endpoints: every client fails at once. */
    public void refuse(String reason) {
        refusal = reason;
        List<Promise<Channel>> failed = List.copyOf(queue);
        queue.clear();
        failed.forEach(waiting -> waiting.tryFailure(new ConnectException(reason)));
    }

    /** A new connection to one of the endpoints; fails without a try on another if that one cannot be reached. */
    public Future<Channel> dial() {
        Promise<Channel> dialled = loop.newPromise();
        Optional<TcpEndpoint> endpoint = pool.pick(ticker.nanoTime());
        if (endpoint.isPresent()) {
            dial(endpoint.get(), dialled);
        } else if (refusal != null) {
            dialled.setFailure(new ConnectException(refusal));
        } else if (queue.size() >= limits.capacity()) {
            dialled.setFailure(new ConnectException("too many connections wait for an endpoint"));
        } else {
            queue.add(dialled);
            loop.schedule(() -> giveUp(dialled), limits.failFast().toNanos(), NANOSECONDS);
        }
        return dialled;
    }

    /** Whether there is an endpoint, or may be one. */
    public boolean available() {
        return refusal == null && (pool.anyReady() || !updated);
    }

    private void giveUp(Promise<Channel> waiting) {
        if (queue.remove(waiting)) {
            waiting.tryFailure(new TimeoutException("service in fail-fast"));
        }
    }

    private static void dial(TcpEndpoint endpoint, Promise<Channel> dialled) {
        endpoint.dial().addListener((Future<Channel> done) -> {
            if (!done.isSuccess()) {
                dialled.tryFailure(done.cause());
            } else if (!dialled.trySuccess(done.getNow())) {
                done.getNow().close();
            }
        });
    }

    public void close() {
        pool.close();
    }
}
