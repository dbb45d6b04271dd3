package io.weft.proxy.inbound.policy;

import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.RateLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests of one port to a rate limit: all of them to the total; then a client that is named to the share of those
 * named with it, any other to its own, which everyone without an identity has together.
 *
 * <p>Threading: safe from any thread. Memory: proportional to the clients of the last second, and at most some thousands more.
 *
 * @see "proxy-behaviour, 7: local rate limit"
 */
public final class RateLimiter {
    private static final int MANY = 4096;
    private static final String NOBODY = "";

    private final RateLimit limit;
    private final @Nullable Quota total;
    private final Map<WorkloadIdentity, Shared> overrides = new HashMap<>();
    private final Map<String, Quota> clients = new ConcurrentHashMap<>();

    private record Shared(long requestsPerSecond, @Nullable Quota quota) {
        static Shared of(RateLimit.Share share, long nowNanos) {
            long perSecond = share.requestsPerSecond();
            return new Shared(perSecond, perSecond == 0 ? null : new Quota(perSecond, nowNanos));
        }
    }

    /** What a request was too many for. */
    public enum Scope {
        /** Everybody together. */
        TOTAL("total", "total"),
        /** A client. */
        IDENTITY("identity", "per-identity"),
        /** Clients that are named. */
        OVERRIDE("identity", "override");

        private final String label;
        private final String text;

        Scope(String label, String text) {
            this.label = label;
            this.text = text;
        }

        /** As metrics have it. */
        public String label() {
            return label;
        }
    }

    /**
     * Why a request is refused.
     *
     * @param requestsPerSecond that were exceeded
     */
    public record Excess(Scope scope, long requestsPerSecond) {
        /** For the client. */
        public String text() {
            return scope.text + " rate limit exceeded: " + requestsPerSecond + "rps";
        }
    }

    RateLimiter(RateLimit limit, long nowNanos) {
        this.limit = limit;
        this.total = limit.total().isPresent() ? new Quota(limit.total().getAsLong(), nowNanos) : null;
        for (RateLimit.Share share : limit.overrides()) {
            Shared together = Shared.of(share, nowNanos);
            share.clients().forEach(client -> overrides.putIfAbsent(client, together));
        }
    }

    public RateLimit limit() {
        return limit;
    }

    /** Counts a request, at a time of a ticker; null if it may pass. */
    public @Nullable Excess take(Optional<WorkloadIdentity> client, long nowNanos) {
        if (total != null && !total.admits(nowNanos)) {
            return new Excess(Scope.TOTAL, limit.total().getAsLong());
        }
        Shared override = client.map(overrides::get).orElse(null);
        if (override != null) {
            Quota quota = override.quota();
            return quota == null || quota.admits(nowNanos)
                    ? null
                    : new Excess(Scope.OVERRIDE, override.requestsPerSecond());
        }
        OptionalLong identity = limit.identity();
        return identity.isEmpty() || own(client, identity.getAsLong(), nowNanos).admits(nowNanos)
                ? null
                : new Excess(Scope.IDENTITY, identity.getAsLong());
    }

    /** How many are remembered. */
    int clients() {
        return clients.size();
    }

    private Quota own(Optional<WorkloadIdentity> client, long perSecond, long nowNanos) {
        if (clients.size() > MANY) {
            clients.values().removeIf(quota -> quota.isIdle(nowNanos));
        }
        return clients.computeIfAbsent(
                client.map(WorkloadIdentity::name).orElse(NOBODY), name -> new Quota(perSecond, nowNanos));
    }
}
