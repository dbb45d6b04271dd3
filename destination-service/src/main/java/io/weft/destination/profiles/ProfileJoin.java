package io.weft.destination.profiles;

import io.weft.core.Endpoint;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.EndpointReader;
import io.weft.destination.endpoints.MeshEndpoint;
import io.weft.destination.endpoints.OpaquePorts;
import io.weft.destination.endpoints.SliceIndex;
import io.weft.destination.endpoints.ZoneIndex;
import io.weft.destination.routes.SplitIndex;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Workload;
import io.weft.destination.workloads.WorkloadIndex;
import io.weft.kubernetes.resource.ServiceProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HashMap;
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
    private final ZoneIndex zones;
    private final OpaquePorts opaquePorts;
    private final ProfileIndex profiles;
    private final OverrideJoin overrides;
    private final EndpointReader reader;

    public ProfileJoin(
            MeshSettings settings,
            ServiceIndex services,
            WorkloadIndex workloads,
            SliceIndex slices,
            ZoneIndex zones,
            OpaquePorts opaquePorts,
            ProfileIndex profiles,
            SplitIndex splits) {
        this.settings = settings;
        this.services = services;
        this.workloads = workloads;
        this.slices = slices;
        this.zones = zones;
        this.opaquePorts = opaquePorts;
        this.profiles = profiles;
        this.overrides = new OverrideJoin(settings.names().clusterDomain(), splits);
        this.reader = new EndpointReader(settings.hops());
    }

    public ProfileSnapshot join(ProfileQuestion question) {
        return switch (question) {
            case ProfileQuestion.ByAddress asked -> byAddress(asked);
            case ProfileQuestion.ByService asked -> byService(asked);
            case ProfileQuestion.ByInstance asked -> byInstance(asked);
            case ProfileQuestion.ByHost asked -> ofHost(asked.name(), asked.port(), asked.client());
        };
    }

    private ProfileSnapshot byService(ProfileQuestion.ByService asked) {
        return services.get(asked.service())
                .filter(found -> !found.externalName())
                .map(found -> ofService(found, asked.port(), asked.client()))
                .orElseGet(() -> ofHost(
                        asked.service().qualifiedName(settings.names().clusterDomain()), asked.port(), asked.client()));
    }

    private ProfileSnapshot ofHost(String name, int port, Optional<String> client) {
        return new ProfileSnapshot.OfHost(name, port, isOpaqueByDefault(port), profiles.ofHost(name, client));
    }

    private ProfileSnapshot byAddress(ProfileQuestion.ByAddress asked) {
        InetAddress address = asked.address();
        int port = asked.port();
        Set<ServiceId> holders = services.at(address);
        if (holders.size() > 1) {
            return new ProfileSnapshot.Ambiguous(holders);
        }
        Optional<MeshService> service = holders.stream().findFirst().flatMap(services::get);
        if (service.isPresent()) {
            return ofService(service.get(), port, asked.client());
        }
        InetSocketAddress target = new InetSocketAddress(address, port);
        return atAddress(target)
                .orElseGet(() -> new ProfileSnapshot.OfEndpoint(
                        MeshEndpoint.of(Endpoint.bare(target)), isOpaqueByDefault(port)));
    }

    private ProfileSnapshot ofService(MeshService service, int port, Optional<String> client) {
        if (service.port(port).isEmpty()) {
            return new ProfileSnapshot.UndefinedPort();
        }
        String name = service.id().qualifiedName(settings.names().clusterDomain());
        Optional<ServiceProfile> profile = profiles.ofService(service.id(), name, client);
        return new ProfileSnapshot.OfService(
                service.id(),
                name,
                port,
                service.opaque().contains(port),
                profile,
                overrides.join(service.id(), profile));
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
        return new ProfileSnapshot.OfEndpoint(reader.read(workload, own, opaque, labels(workload)), opaque);
    }

    /** Beside those every replica has. */
    private Map<String, String> labels(Workload workload) {
        Map<String, String> labels = new HashMap<>();
        labels.put("namespace", workload.namespace());
        workload.placement().node().map(zones.zones()::get).ifPresent(zone -> labels.put("zone", zone));
        return labels;
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
