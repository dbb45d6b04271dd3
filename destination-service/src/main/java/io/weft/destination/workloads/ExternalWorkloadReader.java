package io.weft.destination.workloads;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the joins need from a machine outside. Pure, but for complaints.
 *
 * @see "wire-behaviour, 1.7: external workloads; crds, 10"
 */
final class ExternalWorkloadReader {
    private static final int DEFAULT_INBOUND_PORT = 4143;
    private static final String SPIFFE = "spiffe://";

    private final MeshSettings settings;
    private final Complaints complaints;

    ExternalWorkloadReader(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
    }

    Workload read(ExternalWorkload machine) {
        Map<String, Set<Integer>> ports = machine.ports().stream()
                .filter(port -> port.protocol() == Protocol.TCP && !port.name().isEmpty())
                .collect(groupingBy(ExternalWorkload.Port::name, mapping(ExternalWorkload.Port::port, toSet())));
        return new Workload(
                WorkloadId.external(
                        machine.metadata().namespace(), machine.metadata().name()),
                machine.metadata().labels(),
                OwnerReader.read(machine.metadata()),
                "",
                new Placement(
                        Optional.empty(),
                        Addresses.parseAll(machine.workloadIps()),
                        true,
                        Map.of(),
                        true,
                        machine.ready()),
                sidecar(machine, ports),
                new InboundSettings(settings.opaquePorts(), PortSet.NONE, PortSet.NONE, settings.defaultPolicy()),
                ports,
                Map.of());
    }

    private Sidecar sidecar(ExternalWorkload machine, Map<String, Set<Integer>> ports) {
        int inbound = ports.getOrDefault(SidecarEnvironment.CONTAINER, Set.of()).stream()
                .findFirst()
                .orElse(DEFAULT_INBOUND_PORT);
        return new Sidecar(
                Optional.of(settings.names().controlPlaneNamespace()), true, proof(machine), inbound, 0, 0, false);
    }

    private Optional<Sidecar.Proof> proof(ExternalWorkload machine) {
        if (machine.identity().startsWith(SPIFFE)) {
            return Optional.of(new Sidecar.SpiffeProof(machine.identity(), machine.serverName()));
        }
        Optional<Sidecar.Proof> dns = WorkloadIdentity.parse(machine.identity())
                .map(identity -> new Sidecar.DnsProof(new TlsIdentity(identity, machine.serverName())));
        if (dns.isEmpty()) {
            complaints.say(machine.id() + ": spec.meshTLS.identity is '" + machine.identity()
                    + "', which is neither a DNS name nor a SPIFFE id: clients will talk to it in plaintext");
        }
        return dns;
    }
}
