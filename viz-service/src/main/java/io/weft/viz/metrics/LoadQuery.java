package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What resources have to do, for whoever decides how many pods they need: told by their own sidecars' inbound side. A resource
 * none of whose pods was watched has no row: it is not known to have nothing to do. Pure.
 */
public final class LoadQuery {
    private LoadQuery() {}

    /** {@code watched}: whose sidecars told something in the window. */
    public static LoadJson answer(
            Workloads workloads, Set<WorkloadKey> watched, List<Observation> observed, ResourceSelector subject) {
        OwnScrapes scrapes = OwnScrapes.of(workloads);
        Map<ResourceName, Load> loads = new TreeMap<>();
        for (Workload workload : workloads.all()) {
            if (watched.contains(workload.key())) {
                subject.type()
                        .of(workload)
                        .filter(subject::selects)
                        .ifPresent(resource -> loads.computeIfAbsent(resource, _ -> new Load()));
            }
        }
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null && each.isInbound() && !scrapes.includes(each)) {
                subject.type().of(teller).map(loads::get).ifPresent(load -> load.add(each));
            }
        }
        return new LoadJson(loads.entrySet().stream()
                .map(each -> each.getValue().row(each.getKey()))
                .toList());
    }
}
