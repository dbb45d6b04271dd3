package io.weft.viz.metrics;

import io.netty.util.NetUtil;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells our own questions to the sidecars, for their metrics and for the traffic they show, from the mesh's traffic. Pure.
 *
 * @param answerers {@code address:port} of every sidecar's admin server, and of where it shows its traffic
 */
record OwnScrapes(Set<String> answerers) {
    OwnScrapes {
        answerers = Set.copyOf(answerers);
    }

    static OwnScrapes of(Workloads workloads) {
        Set<String> answerers = new HashSet<>();
        for (Workload workload : workloads.all()) {
            Stream.concat(workload.admin().stream(), workload.tap().stream())
                    .map(NetUtil::toSocketAddressString)
                    .forEach(answerers::add);
        }
        return new OwnScrapes(answerers);
    }

    boolean includes(Observation observed) {
        return answerers.contains(observed.label("target_addr"));
    }
}
