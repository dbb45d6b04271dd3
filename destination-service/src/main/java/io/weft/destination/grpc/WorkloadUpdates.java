package io.weft.destination.grpc;

import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.destination.workloads.Roster;
import io.weft.service.grpc.WatchTranslator;
import java.util.List;

/** Says workloads to one client: first all there are, then what changed since it last had room. One call at a time. */
final class WorkloadUpdates implements WatchTranslator<Long, WorkloadsUpdate> {
    private final Roster roster;
    private long told;

    WorkloadUpdates(Roster roster) {
        this.roster = roster;
    }

    @Override
    public List<WorkloadsUpdate> translate(Long version) {
        Roster.Changes changes = roster.since(told);
        boolean nothing = !changes.reset()
                && changes.applied().isEmpty()
                && changes.removed().isEmpty();
        told = changes.version();
        return nothing ? List.of() : List.of(WorkloadTranslator.toMessage(changes));
    }
}
