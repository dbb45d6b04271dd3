package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything the page shows of the mesh, from one look at the window: all of it agrees. Pure. */
public final class MeshQuery {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());

    private MeshQuery() {}

    public static MeshJson answer(Workloads workloads, List<Observation> observed, TimeWindow window) {
        Map<ResourceName, StatRowJson> pods = rows(workloads, observed, window, ResourceType.POD).stream()
                .collect(Collectors.toMap(StatRowJson::resource, Function.identity()));
        List<StatRowJson> owners = new ArrayList<>();
        List<MeshJson.Pod> owned = new ArrayList<>();
        for (ResourceType type : ownerTypes(workloads)) {
            owners.addAll(rows(workloads, observed, window, type));
        }
        for (Workload workload : workloads.all()) {
            Optional<StatRowJson> pod = ResourceType.POD.of(workload).map(pods::get);
            pod.ifPresent(row -> {
                ResourceName owner = ENDS.of(workload).orElse(row.resource());
                owned.add(new MeshJson.Pod(owner, row));
                if (owner.equals(row.resource())) {
                    owners.add(row);
                }
            });
        }
        owners.sort(Comparator.comparing(StatRowJson::resource));
        owned.sort(Comparator.comparing(pod -> pod.row().resource()));
        return new MeshJson(
                window.length().toSeconds(),
                owners,
                owned,
                EdgeQuery.answer(workloads, observed, new EdgeRequest("", Optional.empty()))
                        .ok()
                        .edges(),
                FailureQuery.answer(workloads, observed),
                RouteFailureQuery.answer(workloads, observed),
                DecisionQuery.answer(workloads, observed));
    }

    private static List<StatRowJson> rows(
            Workloads workloads, List<Observation> observed, TimeWindow window, ResourceType type) {
        StatRequest request = new StatRequest(
                new ResourceSelector(type, "", ""),
                window,
                Optional.empty(),
                Optional.empty(),
                LabelSelector.everything(),
                true,
                false);
        return StatQuery.answer(workloads, observed, request)
                .ok()
                .statTables()
                .getFirst()
                .podGroup()
                .rows();
    }

    /** Each costs a pass over all that was observed: only those there are. */
    private static Set<ResourceType> ownerTypes(Workloads workloads) {
        Set<String> kinds = workloads.all().stream().map(Workload::ownerKind).collect(Collectors.toSet());
        Set<ResourceType> types = EnumSet.complementOf(EnumSet.of(ResourceType.NAMESPACE, ResourceType.POD));
        types.removeIf(type -> !kinds.contains(type.text()));
        return types;
    }
}
