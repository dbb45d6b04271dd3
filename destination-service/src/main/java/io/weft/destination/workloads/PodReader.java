package io.weft.destination.workloads;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.kubernetes.resource.Container;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the joins need from a pod. Pure, but for complaints. */
final class PodReader {
    private final MeshSettings settings;
    private final Complaints complaints;

    PodReader(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
    }

    Workload read(Pod pod) {
        Map<String, Set<Integer>> ports = ports(pod);
        return new Workload(
                WorkloadId.pod(pod.metadata().namespace(), pod.metadata().name()),
                pod.metadata().labels(),
                OwnerReader.read(pod.metadata()),
                pod.serviceAccountName(),
                placement(pod),
                sidecar(pod),
                new AnnotationReader(settings, pod.metadata(), ports, complaints).read(),
                ports,
                ProbeReader.read(pod));
    }

    private static Map<String, Set<Integer>> ports(Pod pod) {
        return pod.containers().stream()
                .flatMap(container -> container.ports().stream())
                .filter(port -> port.protocol() == Protocol.TCP && !port.name().isEmpty())
                .collect(groupingBy(Container.Port::name, mapping(Container.Port::containerPort, toSet())));
    }

    private static Placement placement(Pod pod) {
        return new Placement(
                pod.nodeName(),
                Addresses.parseAll(pod.podIps()),
                !pod.hostNetwork(),
                hostPorts(pod),
                pod.phase() == Pod.Phase.RUNNING,
                pod.ready());
    }

    private static Map<InetSocketAddress, Integer> hostPorts(Pod pod) {
        Map<InetSocketAddress, Integer> found = new HashMap<>();
        for (InetAddress host : Addresses.parseAll(pod.hostIps())) {
            for (Container container : pod.containers()) {
                for (Container.Port port : container.ports()) {
                    port.hostPort()
                            .filter(any -> port.protocol() == Protocol.TCP)
                            .ifPresent(number -> found.put(new InetSocketAddress(host, number), port.containerPort()));
                }
            }
        }
        return found;
    }

    private Sidecar sidecar(Pod pod) {
        Optional<String> controlPlane = pod.metadata().label(KnownLabels.CONTROL_PLANE_NAMESPACE);
        if (controlPlane.isEmpty()) {
            return Sidecar.NONE;
        }
        SidecarEnvironment environment = new SidecarEnvironment(pod);
        boolean ours = controlPlane.get().equals(settings.names().controlPlaneNamespace());
        return new Sidecar(
                controlPlane,
                ours,
                ours ? identity(pod).map(Sidecar.DnsProof::new) : Optional.empty(),
                environment.inboundPort(),
                environment.adminPort(),
                environment.tapPort(),
                environment.tapped());
    }

    private Optional<TlsIdentity> identity(Pod pod) {
        MeshSettings.Names names = settings.names();
        try {
            return Optional.of(TlsIdentity.of(WorkloadIdentity.of(
                    pod.serviceAccountName(),
                    pod.metadata().namespace(),
                    names.controlPlaneNamespace(),
                    names.trustDomain())));
        } catch (IllegalArgumentException unnamable) {
            complaints.say("Pod " + pod.metadata().namespace() + "/"
                    + pod.metadata().name() + " can have no mesh identity, clients will talk to it in plaintext: "
                    + unnamable.getMessage());
            return Optional.empty();
        }
    }
}
