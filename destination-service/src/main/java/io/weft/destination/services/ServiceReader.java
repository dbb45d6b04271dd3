package io.weft.destination.services;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.settings.PortSet;
import io.weft.destination.workloads.Addresses;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Protocol;
import io.weft.kubernetes.resource.Service;
import java.util.List;

/** Reads what the joins need from a Service. Pure, but for complaints. */
public final class ServiceReader {
    private final MeshSettings settings;
    private final Complaints complaints;
    private final TrafficPolicyReader traffic;

    /** @param complaints hears about annotations that mean nothing */
    public ServiceReader(MeshSettings settings, Complaints complaints) {
        this.settings = settings;
        this.complaints = complaints;
        this.traffic = new TrafficPolicyReader(complaints);
    }

    public MeshService read(Service service) {
        List<Service.Port> ports = service.ports().stream()
                .filter(port -> port.protocol() == Protocol.TCP)
                .toList();
        return new MeshService(
                new ServiceId(service.metadata().namespace(), service.metadata().name()),
                Addresses.parseAll(service.clusterIps()),
                service.selector(),
                ports,
                opaque(service, ports),
                service.internalTrafficPolicy()
                        .filter(policy -> policy == Service.InternalTrafficPolicy.LOCAL)
                        .isPresent(),
                traffic.read(service),
                service.metadata().label(KnownLabels.MIRRORED_CLUSTER),
                service.externalName());
    }

    private PortSet opaque(Service service, List<Service.Port> ports) {
        return service.metadata()
                .annotation(KnownAnnotations.OPAQUE_PORTS)
                .map(text -> PortSet.parse(
                        text,
                        name -> numbers(ports, name),
                        entry -> complaints.say(service.id() + ": annotation " + KnownAnnotations.OPAQUE_PORTS
                                + " lists '" + entry + "', which means nothing: ports, ranges and names of its"
                                + " TCP ports are allowed")))
                .orElse(settings.opaquePorts());
    }

    private static List<Integer> numbers(List<Service.Port> ports, String name) {
        return ports.stream()
                .filter(port -> port.name().equals(name))
                .map(Service.Port::port)
                .toList();
    }
}
