package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many requests a Server's ports take in a second, each sidecar counting for itself.
 *
 * @param server of the policy's own namespace
 * @param total of everybody together, positive; empty: as many as come
 * @param identity of each client, positive; those without an identity count as one; empty: as many as come
 * @param overrides instead of {@code identity}, for some
 * @param reported what the mesh has said of it before
 * @see "crds, 8"
 */
public record RateLimitPolicy(
        Metadata metadata,
        String server,
        OptionalLong total,
        OptionalLong identity,
        List<Share> overrides,
        Optional<Reported> reported)
        implements Resource {
    public RateLimitPolicy {
        overrides = List.copyOf(overrides);
    }

    /** One of which nothing was said before. */
    public RateLimitPolicy(
            Metadata metadata, String server, OptionalLong total, OptionalLong identity, List<Share> overrides) {
        this(metadata, server, total, identity, overrides, Optional.empty());
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.RATE_LIMIT;
    }

    @Override
    public RateLimitPolicy unreported() {
        return new RateLimitPolicy(metadata, server, total, identity, overrides);
    }

    /** A status. */
    public record Reported(String server, Condition accepted) {}

    /**
     * The limit of some clients.
     *
     * @param requestsPerSecond of each of them, positive
     */
    public record Share(long requestsPerSecond, List<Client> clients) {
        public Share {
            clients = List.copyOf(clients);
        }
    }

    /** A ServiceAccount. */
    public record Client(String namespace, String name) {}
}
