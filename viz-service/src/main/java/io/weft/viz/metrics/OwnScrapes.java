package io.weft.viz.metrics;

import io.netty.util.NetUtil;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells our own questions to the sidecars' admin ports from the mesh's traffic. Pure.
 *
 * @param admins {@code address:port} of every sidecar's admin server
 */
record OwnScrapes(Set<String> admins) {
    OwnScrapes {
        admins = Set.copyOf(admins);
    }

    static OwnScrapes of(Workloads workloads) {
        Set<String> admins = new HashSet<>();
        for (Workload workload : workloads.all()) {
            workload.admin().map(NetUtil::toSocketAddressString).ifPresent(admins::add);
        }
        return new OwnScrapes(admins);
    }

    boolean includes(Observation observed) {
        return admins.contains(observed.label("target_addr"));
    }
}
