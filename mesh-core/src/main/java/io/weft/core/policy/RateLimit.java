package io.weft.core.policy;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many requests a port takes in a second, on each replica by itself.
 *
 * @param ref the policy that says so
 * @param total of everybody together; empty: as many as come
 * @param identity of each client; empty: as many as come
 * @param overrides instead of {@code identity}, for some
 */
public record RateLimit(ResourceRef ref, OptionalLong total, OptionalLong identity, List<Share> overrides) {
    public RateLimit {
        overrides = List.copyOf(overrides);
    }

    /** What each of these clients may send in a second. */
    public record Share(long requestsPerSecond, List<WorkloadIdentity> clients) {
        public Share {
            clients = List.copyOf(clients);
        }
    }
}
