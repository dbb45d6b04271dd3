package io.weft.destination.policy;

import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerPolicy;
import java.util.List;
import java.util.Optional;

/**
 * A port with everything that policies say of it.
 *
 * @param policy how it is served, and to whom; its routes are those that no object stands for
 * @param routes that objects stand for, in the order in which they count, before those of {@code policy}
 */
public record ServedPort(ServerPolicy policy, List<AttachedRoute> routes, Optional<RateLimit> limit) {
    public ServedPort {
        routes = List.copyOf(routes);
    }
}
