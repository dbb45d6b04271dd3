package io.weft.proxy.inbound.policy;

import io.weft.core.Latest;
import io.weft.core.Ticker;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * The policy in force for every port, watched while somebody holds a {@link Lease} of it and for a while after. A port nobody
 * has told us about yet is served by the proxy's default policy; one whose watch was dropped, by what was said of it last, so
 * that a port which is denied is not open for a moment whenever it is asked for again.
 *
 * <p>Beyond the permanent ports a thousand are watched at most, however many somebody knocks at: the longest idle one makes
 * room, and where all are in use there is no lease.
 *
 * <p>Threading: safe from any thread, behind one lock.
 */
public final class PolicyStore implements AutoCloseable {
    static final int MOST_WATCHED = 1000;

    private final IntFunction<Watch<ServerPolicy>> watches;
    private final IntFunction<ServerPolicy> defaults;
    private final long idleNanos;
    private final Ticker ticker;
    private final Set<Integer> permanent;
    private final int most;
    private final Map<Integer, Port> ports = new HashMap<>();
    private final LastPolicies dropped = new LastPolicies();

    /** One user's hold on a port: its policy stays the newest there is until the hold is closed. */
    public interface Lease extends AutoCloseable {
        /** To be read now or watched. */
        Latest<ServerPolicy> policy();

        /** Idempotent. */
        @Override
        void close();
    }

    private static final class Port {
        private final int number;
        private final Watch<ServerPolicy> watch;
        private final Latest<ServerPolicy> policy;
        private volatile boolean told;
        private int users;
        private long released;

        Port(int number, Watch<ServerPolicy> watch, ServerPolicy initial) {
            this.number = number;
            this.watch = watch;
            this.policy = new Latest<>(initial);
            watch.latest().subscribe(Runnable::run, this::learn);
        }

        private void learn(Watched<ServerPolicy> watched) {
            if (watched instanceof Watched.Present<ServerPolicy>(ServerPolicy current)) {
                told = true;
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
        this.permanent = Set.copyOf(permanent);
        this.most = permanent.size() + MOST_WATCHED;
        permanent.forEach(port -> open(port).users++);
    }

    /** Whether {@code port} is watched for ever. */
    public boolean isPermanent(int port) {
        return permanent.contains(port);
    }

    /** Holds on to a port's policy until the lease is closed; empty if as many ports as can be watched are in use. */
    public synchronized Optional<Lease> lease(int number) {
        Port known = ports.get(number);
        if (known == null && ports.size() >= most && !makeRoom()) {
            return Optional.empty();
        }
        Port port = known == null ? open(number) : known;
        port.users++;
        AtomicBoolean open = new AtomicBoolean(true);
        return Optional.of(new Lease() {
            @Override
            public Latest<ServerPolicy> policy() {
                return port.policy;
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    release(port);
                }
            }
        });
    }

    private Port open(int number) {
        ServerPolicy initial = dropped.of(number).orElseGet(() -> defaults.apply(number));
        Port opened = new Port(number, watches.apply(number), initial);
        ports.put(number, opened);
        return opened;
    }

    private boolean makeRoom() {
        Optional<Port> idle = ports.values().stream()
                .filter(port -> port.users == 0)
                .max(Comparator.comparingLong(port -> ticker.nanoTime() - port.released));
        idle.ifPresent(this::drop);
        return idle.isPresent();
    }

    private synchronized void release(Port port) {
        port.users--;
        port.released = ticker.nanoTime();
    }

    /** Closes the watches of ports nobody has used for a while. Call now and then. */
    public synchronized void evictIdle() {
        long moment = ticker.nanoTime() - idleNanos;
        List.copyOf(ports.values()).stream()
                .filter(port -> port.idleSince(moment))
                .forEach(this::drop);
    }

    private void drop(Port port) {
        port.watch.close();
        ports.remove(port.number);
        if (port.told) {
            dropped.put(port.number, port.policy.get());
        }
    }

    @Override
    public synchronized void close() {
        ports.values().forEach(port -> port.watch.close());
        ports.clear();
    }
}
