package io.weft.destination.profiles;

import io.weft.core.Endpoint;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.EndpointReader;
import io.weft.destination.endpoints.MeshEndpoint;
import io.weft.destination.endpoints.OpaquePorts;
import io.weft.destination.endpoints.SliceIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Workload;
import io.weft.destination.workloads.WorkloadIndex;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What clients are told in the older API. Pure, apart from the indexes it looks things up in.
 *
 * @see "control-plane, 6; wire-behaviour, 1.7"
 */
public final class ProfileJoin {
    private final MeshSettings settings;
    private final ServiceIndex services;
    private final WorkloadIndex workloads;
    private final SliceIndex slices;
    private final OpaquePorts opaquePorts;

    public ProfileJoin(
            MeshSettings settings,
            ServiceIndex services,
            WorkloadIndex workloads,
            SliceIndex slices,
            OpaquePorts opaquePorts) {
        this.settings = settings;
        this.services = services;
        this.workloads = workloads;
        this.slices = slices;
        this.opaquePorts = opaquePorts;
    }

    public ProfileSnapshot join(ProfileQuestion question) {
        return switch (question) {
            case ProfileQuestion.ByAddress(InetAddress address, int port) -> byAddress(address, port);
            case ProfileQuestion.ByService(ServiceId service, int port) ->
                services.get(service)
                        .filter(found -> !found.externalName())
                        .map(found -> ofService(found, port))
                        .orElseGet(() -> new ProfileSnapshot.OfHost(isOpaqueByDefault(port)));
            case ProfileQuestion.ByInstance instance -> byInstance(instance);
            case ProfileQuestion.ByHost host -> new ProfileSnapshot.OfHost(isOpaqueByDefault(host.port()));
        };
    }

    private ProfileSnapshot byAddress(InetAddress address, int port) {
        Set<ServiceId> holders = services.at(address);
        if (holders.size() > 1) {
            return new ProfileSnapshot.Ambiguous(holders);
        }
        Optional<MeshService> service = holders.stream().findFirst().flatMap(services::get);
        if (service.isPresent()) {
            return ofService(service.get(), port);
        }
        InetSocketAddress target = new InetSocketAddress(address, port);
        return atAddress(target)
                .orElseGet(() -> new ProfileSnapshot.OfEndpoint(
                        MeshEndpoint.of(Endpoint.bare(target)), isOpaqueByDefault(port)));
    }

    private ProfileSnapshot ofService(MeshService service, int port) {
        return service.port(port).isEmpty()
                ? new ProfileSnapshot.UndefinedPort()
                : new ProfileSnapshot.OfService(
                        service.id(),
                        service.id().qualifiedName(settings.names().clusterDomain()),
                        port,
                        service.opaque().contains(port));
    }

    /** A workload at its own address, or behind a port of its node. The ready one first, should two claim it. */
    private Optional<ProfileSnapshot> atAddress(InetSocketAddress target) {
        return workloads.at(target.getAddress()).stream()
                .filter(workload -> workload.placement().running())
                .sorted(Comparator.<Workload, Boolean>comparing(
                                workload -> !workload.placement().ready())
                        .thenComparing(workload -> workload.id().toString()))
                .flatMap(
                        workload -> workload.placement().behind(target).stream().map(own -> ofWorkload(workload, own)))
                .findFirst();
    }

    private ProfileSnapshot ofWorkload(Workload workload, InetSocketAddress own) {
        boolean opaque = opaquePorts.opaque(workload, own.getPort());
        return new ProfileSnapshot.OfEndpoint(
                EndpointReader.read(workload, own, opaque, Map.of("namespace", workload.namespace())), opaque);
    }

    private ProfileSnapshot byInstance(ProfileQuestion.ByInstance question) {
        return slices.instance(question.service(), question.instance())
                .flatMap(workloads::get)
                .flatMap(workload -> workload.placement().addresses().stream()
                        .findFirst()
                        .map(address -> new InetSocketAddress(address, question.port()))
                        .map(target -> ofWorkload(workload, target)))
                .orElseGet(ProfileSnapshot.NoInstance::new);
    }

    private boolean isOpaqueByDefault(int port) {
        return settings.opaquePorts().contains(port);
    }
}
