package io.weft.proxy.inbound.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was last said of ports that are not watched any more. There are 65,535 of them at most, and most are served alike:
 * equal policies are kept once.
 *
 * <p>Not thread-safe.
 */
final class LastPolicies {
    private static final int MOST_SHARED = 1000;

    private final Map<Integer, ServerPolicy> byPort = new HashMap<>();
    private final Map<ServerPolicy, ServerPolicy> shared = new HashMap<>();

    Optional<ServerPolicy> of(int port) {
        return Optional.ofNullable(byPort.get(port));
    }

    void put(int port, ServerPolicy policy) {
        if (shared.size() >= MOST_SHARED) {
            shared.clear(); // most of them are of the past
        }
        ServerPolicy known = shared.putIfAbsent(policy, policy);
        byPort.put(port, known == null ? policy : known);
    }
}
