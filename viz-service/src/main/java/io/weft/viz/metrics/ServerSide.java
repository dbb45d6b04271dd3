package io.weft.viz.metrics;

import java.util.HashSet;
import java.util.Set;

/** What the workloads of one destination prove, and whom they saw prove what. Not thread-safe. */
final class ServerSide {
    private final Set<String> identities = new HashSet<>();
    private final Set<String> seenClients = new HashSet<>();

    void addWorkload(String identity) {
        if (!identity.isEmpty()) {
            identities.add(identity);
        }
    }

    void addSeenClient(String identity) {
        seenClients.add(identity);
    }

    boolean saw(Set<String> clients) {
        return seenClients.containsAll(clients);
    }

    boolean proves(Set<String> claimed) {
        return !claimed.isEmpty() && identities.containsAll(claimed);
    }
}
