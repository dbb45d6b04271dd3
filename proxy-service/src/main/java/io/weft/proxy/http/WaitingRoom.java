package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.weft.proxy.errors.ProxyFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Requests that wait for a connection in the making: not too many, and not for too long.
 *
 * <p>Threading: one event loop.
 */
final class WaitingRoom {
    private final EventLoop loop;
    private final QueueLimits limits;
    private final Map<Exchange, Future<?>> waiting = new LinkedHashMap<>();

    WaitingRoom(EventLoop loop, QueueLimits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /** Lets {@code exchange} wait; false: it has been answered instead, for there is no room. */
    boolean admit(Exchange exchange) {
        if (waiting.size() >= limits.capacity()) {
            exchange.fail(ProxyFault.OVERLOADED, ProxyFault.OVERLOADED.text());
            return false;
        }
        waiting.put(
                exchange,
                loop.schedule(() -> giveUp(exchange), limits.failFast().toNanos(), NANOSECONDS));
        return true;
    }

    private void giveUp(Exchange exchange) {
        waiting.remove(exchange);
        exchange.fail(ProxyFault.FAIL_FAST, ProxyFault.FAIL_FAST.text());
    }

    /** {@code exchange} need not wait any longer. */
    void leave(Exchange exchange) {
        Future<?> patience = waiting.remove(exchange);
        if (patience != null) {
            patience.cancel(false);
        }
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Who has waited longest leaves. */
    Optional<Exchange> leaveFirst() {
        Optional<Exchange> first = waiting.keySet().stream().findFirst();
        first.ifPresent(this::leave);
        return first;
    }

    /** Everybody leaves, in the order they came; without those that are over. */
    List<Exchange> leaveAll() {
        waiting.values().forEach(patience -> patience.cancel(false));
        List<Exchange> left =
                waiting.keySet().stream().filter(exchange -> !exchange.over()).toList();
        waiting.clear();
        return left;
    }
}
