package io.weft.proxy.inbound.policy;

import io.weft.core.Ticker;
import io.weft.core.policy.RateLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limiter of each port, which all its connections share. Another limit begins with nothing counted.
 *
 * <p>Threading: safe from any thread. Ask once for a connection and policy, not for each request.
 */
public final class RateLimiters {
    private final Ticker ticker;
    private final Map<Integer, RateLimiter> byPort = new ConcurrentHashMap<>();

    public RateLimiters(Ticker ticker) {
        this.ticker = ticker;
    }

    /** What holds the requests of {@code port} to {@code limit}. */
    public RateLimiter of(int port, RateLimit limit) {
        return byPort.compute(
                port,
                (_, known) -> known != null && known.limit().equals(limit)
                        ? known
                        : new RateLimiter(limit, ticker.nanoTime()));
    }
}
