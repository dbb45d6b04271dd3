package io.weft.proxy.inbound.policy;

import io.weft.core.Ticker;
import io.weft.core.policy.RateLimit;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of each port, which all its connections share. Another limit begins with nothing counted. A limiter
 * that no connection has asked for lately stays only as long as one still uses it.
 *
 * <p>Threading: safe from any thread, behind one lock. Ask once for a connection and policy, not for each request.
 */
public final class RateLimiters {
    /** Longer than any limiter remembers a request, which is a second. */
    private static final long RECENT_NANOS = 60_000_000_000L;

    private final Ticker ticker;
    private final Map<Integer, Kept> byPort = new HashMap<>();
    private long swept;

    private static final class Kept {
        private final WeakReference<RateLimiter> weak;
        private @Nullable RateLimiter recent; // so that it outlives the gap between two connections
        private long asked;

        Kept(RateLimiter limiter, long now) {
            this.weak = new WeakReference<>(limiter);
            this.recent = limiter;
            this.asked = now;
        }

        private @Nullable RateLimiter limiter() {
            return recent == null ? weak.get() : recent;
        }

        private boolean forgotten(long now) {
            if (now - asked > RECENT_NANOS) {
                recent = null;
            }
            return recent == null && weak.refersTo(null);
        }
    }

    public RateLimiters(Ticker ticker) {
        this.ticker = ticker;
        this.swept = ticker.nanoTime();
    }

    /** What holds the requests of {@code port} to {@code limit}. */
    public synchronized RateLimiter of(int port, RateLimit limit) {
        long now = ticker.nanoTime();
        sweep(now);
        Kept kept = byPort.get(port);
        RateLimiter known = kept == null ? null : kept.limiter();
        if (kept == null || known == null || !known.limit().equals(limit)) {
            RateLimiter fresh = new RateLimiter(limit, now);
            byPort.put(port, new Kept(fresh, now));
            return fresh;
        }
        kept.asked = now;
        kept.recent = known;
        return known;
    }

    private void sweep(long now) {
        if (now - swept > RECENT_NANOS) {
            swept = now;
            byPort.values().removeIf(kept -> kept.forgotten(now));
        }
    }

    /** How many ports have one. */
    synchronized int size() {
        return byPort.size();
    }
}
