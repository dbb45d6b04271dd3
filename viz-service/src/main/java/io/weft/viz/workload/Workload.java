package io.weft.viz.workload;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A pod or external machine.
 *
 * @param ownerKind in lower case and singular, for instance {@code deployment}; empty if it has no owner
 * @param identity what its certificate proves; empty unless meshed
 * @param admin where its sidecar tells its metrics
 * @param meshed whether it has a sidecar
 */
public record Workload(
        WorkloadKey key,
        String ownerKind,
        String ownerName,
        String identity,
        Optional<InetSocketAddress> admin,
        boolean ready,
        boolean meshed) {

    /** Whether there are metrics to read: also of one that is not ready, which is when they are wanted most. */
    public boolean isTarget() {
        return meshed && admin.isPresent();
    }
}
