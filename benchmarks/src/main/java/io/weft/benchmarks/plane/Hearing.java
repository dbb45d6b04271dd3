package io.weft.benchmarks.plane;

import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddr;
import io.weft.api.net.TcpAddress;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the proxies hear of the busy Service, and when the last of them has heard it.
 *
 * <p>Threading: safe from any thread; an {@link Ear} belongs to the event loop of its connection.
 */
final class Hearing {
    private final int ears;
    private final Map<Integer, Waiting> awaited = new ConcurrentHashMap<>(); // by pod
    private final AtomicLong messages = new AtomicLong();
    private volatile @Nullable Goal goal;

    /** Who has not heard of a pod yet. */
    private static final class Waiting {
        final AtomicInteger left;
        volatile long lastNanos;

        Waiting(int ears) {
            left = new AtomicInteger(ears);
        }
    }

    /** The pods everybody should know in the end. */
    private record Goal(BitSet pods, AtomicInteger left) {}

    /** @param ears how many proxies listen */
    Hearing(int ears) {
        this.ears = ears;
    }

    /** From now on, who hears of {@code pod} is counted. */
    void await(int pod) {
        awaited.put(pod, new Waiting(ears));
    }

    /** When the last proxy heard of a pod, as {@link System#nanoTime}; 0 while some have not. */
    long heardByAll(int pod) {
        Waiting waiting = awaited.get(pod);
        return waiting == null || waiting.left.get() > 0 ? 0 : waiting.lastNanos;
    }

    /** From now on, who knows exactly these pods is counted; before any of them can. */
    void await(BitSet pods) {
        goal = new Goal((BitSet) pods.clone(), new AtomicInteger(ears));
    }

    /** How many proxies have not been where {@link #await(BitSet)} wants them. */
    int missing() {
        Goal current = goal;
        return current == null ? 0 : current.left.get();
    }

    /** Messages about the busy Service so far, to all proxies together. */
    long messages() {
        return messages.get();
    }

    /** One proxy's. */
    final class Ear {
        private final BitSet known = new BitSet();
        private @Nullable Goal reached;
        private boolean fresh = true;
        private volatile int least = Integer.MAX_VALUE;

        /** The stream begins anew: what is heard first replaces what is known. */
        void again() {
            fresh = true;
        }

        /** From now on the fewest pods known are counted anew. */
        void countAnew() {
            least = known.cardinality();
        }

        /** The fewest pods known since. */
        int least() {
            return least;
        }

        void hear(Update update) {
            messages.incrementAndGet();
            if (fresh) {
                known.clear();
                fresh = false;
            }
            for (WeightedAddr each : update.getAdd().getAddrsList()) {
                add(number(each.getAddr()));
            }
            update.getRemove().getAddrsList().forEach(each -> known.clear(number(each)));
            least = Math.min(least, known.cardinality());
            Goal current = goal;
            if (current != null && !current.equals(reached) && known.equals(current.pods())) {
                reached = current;
                current.left().decrementAndGet();
            }
        }

        private void add(int pod) {
            Waiting waiting = awaited.get(pod);
            if (!known.get(pod) && waiting != null && waiting.left.decrementAndGet() == 0) {
                waiting.lastNanos = System.nanoTime();
            }
            known.set(pod);
        }

        private static int number(TcpAddress address) {
            return Manifests.podAt(address.getIp().getIpv4());
        }
    }
}
