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
import io.weft.proxy.telemetry.BalancerMeter;
import java.net.ConnectException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Dials the endpoints of one backend for opaque connections. Clients wait while discovery knows none; when that has lasted for
 * the fail-fast time they fail, and so does every further one at once, until there is one again.
 *
 * <p>Threading: one event loop.
 */
public final class TcpBalancer implements Balancer {
    private final EventLoop loop;
    private final QueueLimits limits;
    private final Ticker ticker;
    private final EndpointPool<TcpEndpoint> pool;
    private final BalancerMeter meter;
    private final Set<Waiting> queue = new LinkedHashSet<>(0); // in the order of arrival
    private @Nullable String refusal; // why there are no endpoints, for good or for now
    private @Nullable Future<?> deadline;
    private boolean failingFast;

    /** {@code since}: of the ticker. */
    private record Waiting(Promise<Channel> dialled, long since) {}

    /** {@code meter}: counts for it, and is closed with it. */
    public TcpBalancer(
            EventLoop loop,
            EndpointSettings settings,
            QueueLimits limits,
            EndpointConnector connector,
            BalancerMeter meter,
            Ticker ticker) {
        this.loop = loop;
        this.meter = meter;
        this.limits = limits;
        this.ticker = ticker;
        this.pool = new EndpointPool<>(
                endpoint -> new TcpEndpoint(loop, endpoint, settings, connector, ticker),
                new P2cPicker(ThreadLocalRandom.current()));
    }

    @Override
    public void update(Collection<Endpoint> endpoints) {
        refusal = null;
        EndpointPool.Change change = pool.update(endpoints);
        meter.updated(change.came(), change.went());
        failingFast &= !pool.anyReady();
        told();
        if (pool.anyReady()) {
            stopDeadline();
            dialWaiting();
        }
    }

    private void dialWaiting() {
        for (Waiting next : takeAll()) {
            long now = ticker.nanoTime();
            meter.served(now - next.since());
            dial(pool.pick(now).orElseThrow(), next.dialled());
        }
    }

    /** Whether there is somebody to send to, and whether anybody is let in, may have changed. */
    private void told() {
        meter.endpoints(pool.ready(), pool.size());
        meter.gate(available());
    }

    @Override
    public void refuse(String reason) {
        refusal = reason;
        told();
        failQueue(new ConnectException(reason));
    }

    @Override
    public void unreachable(String reason) {
        EndpointPool.Change change = pool.update(List.of());
        meter.updated(change.came(), change.went());
        stopDeadline();
        refuse(reason);
    }

    /**
     * A new connection to one of the endpoints; fails without a try on another if that one cannot be reached. Whoever does not
     * want it any more cancels it.
     */
    public Future<Channel> dial() {
        Promise<Channel> dialled = loop.newPromise();
        Optional<TcpEndpoint> endpoint = pool.pick(ticker.nanoTime());
        if (endpoint.isPresent()) {
            meter.passed();
            dial(endpoint.get(), dialled);
        } else if (refusal != null) {
            dialled.setFailure(new ConnectException(refusal));
        } else if (failingFast) {
            dialled.setFailure(new FailFastException());
        } else if (queue.size() >= limits.capacity()) {
            dialled.setFailure(new QueueFullException());
        } else {
            await(new Waiting(dialled, ticker.nanoTime()));
            if (deadline == null) {
                deadline = loop.schedule(this::failFast, limits.failFast().toNanos(), NANOSECONDS);
            }
        }
        return dialled;
    }

    /** Whoever leaves makes room for another. */
    private void await(Waiting client) {
        queue.add(client);
        meter.queued();
        client.dialled().addListener(done -> {
            if (queue.remove(client)) {
                meter.gaveUp();
            }
        });
    }

    private List<Waiting> takeAll() {
        List<Waiting> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    /** Whether connections are taken, if only to wait. */
    public boolean available() {
        return refusal == null && !failingFast;
    }

    private void failFast() {
        deadline = null;
        failingFast = true;
        told();
        failQueue(new FailFastException());
    }

    private void failQueue(Exception cause) {
        takeAll().forEach(waiting -> {
            meter.gaveUp();
            waiting.dialled().tryFailure(cause);
        });
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
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

    /** Lets go of every endpoint; connections that wait for one go elsewhere. */
    public void close() {
        stopDeadline();
        pool.close();
        meter.close();
        failQueue(new RetiredException());
    }

    /** There has been no endpoint for the fail-fast time. */
    public static final class FailFastException extends TimeoutException {
        FailFastException() {
            super("service in fail-fast");
        }
    }

    /** Too many wait already. */
    public static final class QueueFullException extends ConnectException {
        QueueFullException() {
            super("too many connections wait for an endpoint");
        }
    }

    /** Nothing is sent here any more. */
    public static final class RetiredException extends ConnectException {
        RetiredException() {
            super("the policy sends elsewhere now");
        }
    }
}
