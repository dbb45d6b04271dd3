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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * The policy in force for every port, watched while somebody holds a {@link Lease} of it and for a while after. A port nobody
 * has told us about yet is served by the proxy's default policy.
 *
 * <p>Threading: safe from any thread.
 */
public final class PolicyStore implements AutoCloseable {
    private final IntFunction<Watch<ServerPolicy>> watches;
    private final IntFunction<ServerPolicy> defaults;
    private final long idleNanos;
    private final Ticker ticker;
    private final Map<Integer, Port> ports = new ConcurrentHashMap<>(); // an entry changes only within compute

    /** One user's hold on a port: its policy stays the newest there is until the hold is closed. */
    public interface Lease extends AutoCloseable {
        /** To be read now or watched. */
        Latest<ServerPolicy> policy();

        /** Idempotent. */
        @Override
        void close();
    }

    private static final class Port {
        private final Watch<ServerPolicy> watch;
        private final Latest<ServerPolicy> policy;
        private int users;
        private long released;

        Port(Watch<ServerPolicy> watch, ServerPolicy initial) {
            this.watch = watch;
            this.policy = new Latest<>(initial);
            watch.latest().subscribe(Runnable::run, this::learn);
        }

        private void learn(Watched<ServerPolicy> watched) {
            if (watched instanceof Watched.Present<ServerPolicy>(ServerPolicy current)) {
                policy.set(current);
            }
        }

        private boolean idleSince(long moment) {
            return users == 0 && released - moment < 0;
        }
    }

    /**
     * Watches {@code permanent} from the start and for ever.
     *
     * @param watches opens the watch of a port
     * @param defaults what holds for a port until its watch answers
     * @param idleTimeout how long the watch of another port stays after its last lease, positive
     */
    public PolicyStore(
            IntFunction<Watch<ServerPolicy>> watches,
            IntFunction<ServerPolicy> defaults,
            Set<Integer> permanent,
            Duration idleTimeout,
            Ticker ticker) {
        this.watches = watches;
        this.defaults = defaults;
        this.idleNanos = idleTimeout.toNanos();
        this.ticker = ticker;
        permanent.forEach(this::use);
    }

    /** Holds on to a port's policy until the lease is closed. */
    public Lease lease(int port) {
        Latest<ServerPolicy> policy = use(port).policy;
        AtomicBoolean open = new AtomicBoolean(true);
        return new Lease() {
            @Override
            public Latest<ServerPolicy> policy() {
                return policy;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    release(port);
                }
            }
        };
    }

    private Port use(int port) {
        return ports.compute(port, (number, known) -> {
            Port used = known == null ? new Port(watches.apply(number), defaults.apply(number)) : known;
            used.users++;
            return used;
        });
    }

    private void release(int port) {
        ports.computeIfPresent(port, (number, used) -> {
            used.users--;
            used.released = ticker.nanoTime();
            return used;
        });
    }

    /** Closes the watches of ports nobody has used for a while. Call now and then. */
    public void evictIdle() {
        long moment = ticker.nanoTime() - idleNanos;
        for (Integer port : ports.keySet()) {
            ports.computeIfPresent(port, (number, known) -> {
                if (!known.idleSince(moment)) {
                    return known;
                }
                known.watch.close();
                return null;
            });
        }
    }

    @Override
    public void close() {
        ports.values().forEach(port -> port.watch.close());
        ports.clear();
    }
}
