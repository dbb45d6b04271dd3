package io.weft.destination.grpc;

import io.weft.api.mesh.Workload;
import io.weft.api.mesh.WorkloadsUpdate;
import io.weft.api.net.TcpAddress;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.workloads.Roster;
import io.weft.destination.workloads.Sidecar;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Workloads as viz sees them. Pure. */
final class WorkloadTranslator {
    private WorkloadTranslator() {}

    static WorkloadsUpdate toMessage(Roster.Changes changes) {
        WorkloadsUpdate.Builder update = WorkloadsUpdate.newBuilder().setReset(changes.reset());
        changes.applied().forEach(workload -> update.addApply(toMessage(workload)));
        changes.removed().forEach(id -> update.addRemove(toMessage(id)));
        return update.build();
    }

    private static Workload toMessage(io.weft.destination.workloads.Workload workload) {
        Sidecar sidecar = workload.sidecar();
        Workload.Builder message = Workload.newBuilder()
                .setId(toMessage(workload.id()))
                .setServiceAccount(workload.serviceAccount())
                .setReady(workload.placement().ready())
                .setMeshed(sidecar.ours())
                .putAllLabels(workload.labels());
        workload.owner().ifPresent(owner -> message.setOwnerKind(owner.kind()).setOwnerName(owner.name()));
        sidecar.proof().ifPresent(proof -> message.setIdentity(proof.identity()));
        address(workload, sidecar.adminPort()).ifPresent(message::setAdmin);
        address(workload, sidecar.tapped() ? sidecar.tapPort() : 0).ifPresent(message::setTap);
        return message.build();
    }

    private static Optional<TcpAddress> address(io.weft.destination.workloads.Workload workload, int port) {
        return port == 0
                ? Optional.empty()
                : workload.placement().addresses().stream()
                        .findFirst()
                        .map(ip -> NetTranslator.toMessage(new InetSocketAddress(ip, port)));
    }

    private static io.weft.api.mesh.WorkloadId toMessage(WorkloadId id) {
        return io.weft.api.mesh.WorkloadId.newBuilder()
                .setNamespace(id.namespace())
                .setKind(id.kind() == WorkloadId.Kind.POD ? "pod" : "external_workload")
                .setName(id.name())
                .build();
    }
}
