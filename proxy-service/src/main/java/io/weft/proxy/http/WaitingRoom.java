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
    private final Map<Pending, Future<?>> waiting = new LinkedHashMap<>();

    WaitingRoom(EventLoop loop, QueueLimits limits) {
        this.loop = loop;
        this.limits = limits;
    }

    /** Lets {@code request} wait; false: it has been answered instead, for there is no room. */
    boolean admit(Pending request) {
        if (waiting.size() >= limits.capacity()) {
            request.fail(ProxyFault.OVERLOADED, ProxyFault.OVERLOADED.text());
            return false;
        }
        waiting.put(
                request, loop.schedule(() -> giveUp(request), limits.failFast().toNanos(), NANOSECONDS));
        return true;
    }

    private void giveUp(Pending request) {
        waiting.remove(request);
        request.fail(ProxyFault.FAIL_FAST, ProxyFault.FAIL_FAST.text());
    }

    /** {@code request} need not wait any longer. */
    void leave(Pending request) {
        Future<?> patience = waiting.remove(request);
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
    Optional<Pending> leaveFirst() {
        Optional<Pending> first = waiting.keySet().stream().findFirst();
        first.ifPresent(this::leave);
        return first;
    }

    /** Everybody leaves, in the order they came; without those that no longer wait. */
    List<Pending> leaveAll() {
        waiting.values().forEach(patience -> patience.cancel(false));
        List<Pending> left = waiting.keySet().stream().filter(Pending::wanted).toList();
        waiting.clear();
        return left;
    }
}
