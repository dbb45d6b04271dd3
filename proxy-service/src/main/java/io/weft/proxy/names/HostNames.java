package io.weft.proxy.names;

import io.netty.channel.EventLoop;
import io.weft.core.Latest;
import io.weft.proxy.control.Watch;
import io.weft.proxy.control.Watched;
import io.weft.proxy.telemetry.MetricRegistry;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The addresses of hosts outside, watched while somebody sends there: those who ask for the same name share one lookup. Of names
 * nobody watches any more the last addresses are remembered, and count again should the next lookup fail.
 *
 * <p>Threading: safe from any thread.
 */
public final class HostNames {
    /** How many names are remembered. */
    static final int MOST = 500;

    private final EventLoop loop;
    private final NameLookup lookup;
    private final NameMeter meter;
    private final RandomGenerator random;
    private final Map<String, Shared> open = new HashMap<>(); // guarded by this
    private final Map<String, List<InetAddress>> remembered = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<InetAddress>> eldest) {
                    return size() > MOST;
                }
            };

    /** {@code loop}: for timers. */
    public HostNames(EventLoop loop, NameLookup lookup, MetricRegistry registry, RandomGenerator random) {
        this.loop = loop;
        this.lookup = lookup;
        this.meter = new NameMeter(registry);
        this.random = random;
    }

    /** {@code name}: of a host, without trailing dot. */
    public synchronized Watch<HostAddresses> watch(String name) {
        Shared shared = open.computeIfAbsent(name, this::start);
        shared.users++;
        return new Held(name, shared);
    }

    private Shared start(String name) {
        NameWatch watch = new NameWatch(name, remembered.getOrDefault(name, List.of()), loop, lookup, meter, random);
        watch.start();
        return new Shared(watch);
    }

    private synchronized void release(String name, Shared shared) {
        if (--shared.users == 0) {
            open.remove(name);
            shared.watch.stop();
            if (shared.watch.latest().get() instanceof Watched.Present<HostAddresses>(HostAddresses last)
                    && !last.addresses().isEmpty()) {
                remembered.put(name, last.addresses());
            }
        }
    }

    private static final class Shared {
        private final NameWatch watch;
        private int users;

        Shared(NameWatch watch) {
            this.watch = watch;
        }
    }

    private final class Held implements Watch<HostAddresses> {
        private final String name;
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        Held(String name, Shared shared) {
            this.name = name;
            this.shared = shared;
        }

        @Override
        public Latest<Watched<HostAddresses>> latest() {
            return shared.watch.latest();
        }

        @Override
        public boolean current() {
            return !shared.watch.failing();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(name, shared);
            }
        }
    }
}
