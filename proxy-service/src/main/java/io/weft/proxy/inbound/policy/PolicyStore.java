package io.weft.proxy.inbound.policy;

import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.core.policy.ServerPolicy;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * The policy in force for every port, watched while the port is used. A port nobody has told us about yet is served by the
 * proxy's default policy.
 *
 * <p>Threading: safe from any thread.
 */
public final class PolicyStore implements AutoCloseable {
    private final IntFunction<Watch<ServerPolicy>> watches;
    private final IntFunction<ServerPolicy> defaults;
    private final Set<Integer> permanent;
    private final Duration idleTimeout;
    private final Ticker ticker;
    private final Map<Integer, Port> ports = new ConcurrentHashMap<>();

    private static final class Port {
        private final Watch<ServerPolicy> watch;
        private final Latest<ServerPolicy> policy;
        private volatile long used;

        Port(Watch<ServerPolicy> watch, ServerPolicy initial, long now) {
            this.watch = watch;
            this.policy = new Latest<>(initial);
            this.used = now;
            watch.latest().subscribe(Runnable::run, this::learn);
        }

        private void learn(Watched<ServerPolicy> watched) {
            if (watched instanceof Watched.Present<ServerPolicy>(ServerPolicy current)) {
                policy.set(current);
            }
        }
    }

    /**
     * Watches {@code permanent} from the start.
     *
     * @param watches opens the watch of a port
     * @param defaults what holds for a port until its watch answers
     * @param idleTimeout how long the watch of another port stays after its last use, positive
     */
    public PolicyStore(
            IntFunction<Watch<ServerPolicy>> watches,
            IntFunction<ServerPolicy> defaults,
            Set<Integer> permanent,
            Duration idleTimeout,
            Ticker ticker) {
        this.watches = watches;
        this.defaults = defaults;
        this.permanent = Set.copyOf(permanent);
        this.idleTimeout = idleTimeout;
        this.ticker = ticker;
        this.permanent.forEach(this::policy);
    }

    /** The policy of a port, to be read now or watched. */
    public Latest<ServerPolicy> policy(int port) {
        long now = ticker.nanoTime();
        Port known = ports.computeIfAbsent(port, key -> new Port(watches.apply(key), defaults.apply(key), now));
        known.used = now;
        return known.policy;
    }

    /** Closes the watches of ports nobody has used for a while. Call now and then. */
    public void evictIdle() {
        long now = ticker.nanoTime();
        ports.forEach((number, port) -> {
            boolean idle = now - port.used > idleTimeout.toNanos() && port.policy.readers() == 0;
            if (idle && !permanent.contains(number) && ports.remove(number, port)) {
                port.watch.close();
            }
        });
    }

    @Override
    public void close() {
        ports.values().forEach(port -> port.watch.close());
        ports.clear();
    }
}
