package io.weft.proxy.outbound.endpoint;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.core.Endpoint;
import io.weft.core.Ticker;
import io.weft.proxy.balance.EndpointPool;
import io.weft.proxy.balance.P2cPicker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.http.Exchange;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.telemetry.BalancerMeter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the requests of one backend to its endpoints. Requests wait while none is ready; when that has lasted for the
 * fail-fast time they fail, and so does every further one at once, until one is ready again.
 *
 * <p>Threading: one event loop.
 */
public final class HttpBalancer implements Balancer {
    /** What to do with a request once its endpoint is chosen. */
    @FunctionalInterface
    public interface Sender<E extends Exchange> {
        void send(E exchange, HttpEndpoint endpoint);
    }

    private static final Logger log = LoggerFactory.getLogger(HttpBalancer.class);

    private final EventLoop loop;
    private final QueueLimits limits;
    private final Ticker ticker;
    private final EndpointPool<HttpEndpoint> pool;
    private final BalancerMeter meter;
    private final Deque<Waiting<?>> queue = new ArrayDeque<>(0);
    private @Nullable Future<?> deadline;
    private boolean failingFast;
    private boolean refused;
    private @Nullable String trouble; // why there are no endpoints; null where that is not known, or there are

    /** {@code since}: of the ticker. */
    private record Waiting<E extends Exchange>(E exchange, Sender<E> sender, long since) {
        void go(HttpEndpoint endpoint) {
            sender.send(exchange, endpoint);
        }
    }

    /**
     * A balancer without endpoints yet.
     *
     * @param speaksHttp2 whether the application's requests are HTTP/2
     * @param meter counts for it, and is closed with it
     */
    public HttpBalancer(
            EventLoop loop,
            boolean speaksHttp2,
            EndpointSettings settings,
            EndpointConnector connector,
            BalancerMeter meter,
            MetricRegistry registry,
            Ticker ticker) {
        this.loop = loop;
        this.meter = meter;
        this.limits = settings.queue();
        this.ticker = ticker;
        this.pool = new EndpointPool<>(
                endpoint -> new HttpEndpoint(
                        loop, endpoint, speaksHttp2, settings, connector, registry, ticker, this::changed),
                new P2cPicker(ThreadLocalRandom.current()));
    }

    @Override
    public void update(Collection<Endpoint> endpoints) {
        trouble = null;
        EndpointPool.Change change = pool.update(endpoints);
        meter.updated(change.came(), change.went());
        changed();
    }

    @Override
    public void refuse(String reason) {
        log.warn("requests to a destination fail: the control plane refuses to name its endpoints: {}", reason);
        refused = true;
        told();
        failQueue(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
    }

    @Override
    public void unreachable(String reason) {
        trouble = reason;
        EndpointPool.Change change = pool.update(List.of());
        meter.updated(change.came(), change.went());
        told();
        stopDeadline();
        failQueue(ProxyFault.BAD_GATEWAY, reason);
    }

    /** Sends one request now, or when an endpoint is ready. */
    public <E extends Exchange> void dispatch(E exchange, Sender<E> sender) {
        Optional<HttpEndpoint> endpoint = pool.pick(ticker.nanoTime());
        if (endpoint.isPresent()) {
            meter.passed();
            sender.send(exchange, endpoint.get());
        } else if (refused) {
            exchange.fail(ProxyFault.UNEXPECTED, ProxyFault.UNEXPECTED.text());
        } else if (trouble != null) {
            exchange.fail(ProxyFault.BAD_GATEWAY, trouble);
        } else if (failingFast) {
            exchange.fail(ProxyFault.FAIL_FAST, ProxyFault.FAIL_FAST.text());
        } else if (queue.size() >= limits.capacity()) {
            exchange.fail(ProxyFault.OVERLOADED, ProxyFault.OVERLOADED.text());
        } else {
            queue.add(new Waiting<>(exchange, sender, ticker.nanoTime()));
            meter.queued();
            startDeadline();
        }
    }

    /** Whether requests are taken, if only to wait. */
    public boolean available() {
        return !refused && !failingFast && trouble == null;
    }

    private void startDeadline() {
        if (deadline == null) {
            deadline = loop.schedule(this::failFast, limits.failFast().toNanos(), NANOSECONDS);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void failFast() {
        deadline = null;
        failingFast = true;
        told();
        failQueue(ProxyFault.FAIL_FAST, ProxyFault.FAIL_FAST.text());
    }

    private void failQueue(ProxyFault fault, String detail) {
        everybodyWaiting().forEach(waiting -> waiting.exchange.fail(fault, detail));
    }

    private List<Waiting<?>> everybodyWaiting() {
        List<Waiting<?>> all = List.copyOf(queue);
        queue.clear();
        all.forEach(waiting -> meter.gaveUp());
        return all;
    }

    /** Whether there is somebody to send to, and whether anybody is let in, may have changed. */
    private void told() {
        meter.endpoints(pool.ready(), pool.size());
        meter.gate(available());
    }

    private void changed() {
        pool.refresh();
        failingFast &= !pool.anyReady();
        told();
        if (pool.anyReady()) {
            stopDeadline();
            sendWaiting();
        }
    }

    private void sendWaiting() {
        for (Waiting<?> next = queue.poll(); next != null; next = queue.poll()) {
            Optional<HttpEndpoint> endpoint = pool.pick(ticker.nanoTime());
            if (endpoint.isEmpty()) {
                queue.addFirst(next);
                startDeadline();
                return;
            }
            if (next.exchange.over()) {
                meter.gaveUp();
            } else {
                meter.served(ticker.nanoTime() - next.since());
                next.go(endpoint.get());
            }
        }
    }

    /** Finishes what is running and lets go of every endpoint; what waits goes elsewhere. */
    public void close() {
        pool.close();
        stopDeadline();
        meter.close();
        everybodyWaiting().forEach(waiting -> waiting.exchange.goElsewhere());
    }
}
