package io.weft.viz.workload;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A pod or external machine.
 *
 * @param ownerKind in lower case and singular, for instance {@code deployment}; empty if it has no owner
 * @param identity what its certificate proves; empty unless meshed
 * @param serviceAccount empty if it is not known
 * @param admin where its sidecar tells its metrics
 * @param tap where its sidecar shows its traffic; empty: it does not
 * @param meshed whether it has a sidecar
 * @param labels its own, as they are in its manifest
 */
public record Workload(
        WorkloadKey key,
        String ownerKind,
        String ownerName,
        String serviceAccount,
        String identity,
        Optional<InetSocketAddress> admin,
        Optional<InetSocketAddress> tap,
        boolean ready,
        boolean meshed,
        Map<String, String> labels) {
    public Workload {
        labels = Map.copyOf(labels);
    }

    /** Whether there are metrics to read: also of one that is not ready, which is when they are wanted most. */
    public boolean isTarget() {
        return meshed && admin.isPresent();
    }
}
