package io.weft.destination.endpoints;

import io.weft.core.Endpoint;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.services.MeshService;
import io.weft.destination.workloads.Addresses;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.AddressType;
import io.weft.kubernetes.resource.Protocol;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas stand behind a port of a service. Pure, apart from the lookups it is given.
 *
 * @see "control-plane, 5: filter/choice"
 */
public final class EndpointJoin {
    private final Function<WorkloadId, Optional<Workload>> workloads;
    private final OpaquePorts opaquePorts;

    public EndpointJoin(Function<WorkloadId, Optional<Workload>> workloads, OpaquePorts opaquePorts) {
        this.workloads = workloads;
        this.opaquePorts = opaquePorts;
    }

    /**
     * The replicas now.
     *
     * @param slices of the service
     * @param previous replicas that are still the same are taken from here, so that whoever compares is quick
     */
    public EndpointSnapshot join(
            EndpointQuestion question,
            Optional<MeshService> service,
            Collection<EndpointSlice> slices,
            @Nullable EndpointSnapshot previous) {
        if (service.isEmpty()) {
            return new EndpointSnapshot.Absent();
        }
        if (service.get().externalName()) {
            return new EndpointSnapshot.ExternalName();
        }
        Map<InetSocketAddress, MeshEndpoint> known =
                previous instanceof EndpointSnapshot.Present present ? present.endpoints() : Map.of();
        Map<InetSocketAddress, MeshEndpoint> found = new LinkedHashMap<>();
        for (EndpointSlice slice : slices) {
            if (slice.addressType() == AddressType.IPV4) {
                port(question, service.get(), slice)
                        .ifPresent(port -> collect(question, service.get(), slice, port, found));
            }
        }
        found.replaceAll((address, now) -> now.equals(known.get(address)) ? known.get(address) : now);
        return new EndpointSnapshot.Present(question.service(), found);
    }

    /** The replicas' own port: found by the name of the service's port, else the number asked for. */
    static Optional<Integer> port(EndpointQuestion question, MeshService service, EndpointSlice slice) {
        Optional<Service.Port> defined = service.port(question.port());
        if (defined.isEmpty()) {
            return Optional.of(question.port());
        }
        return slice.ports().stream()
                .filter(port -> port.protocol() == Protocol.TCP
                        && port.name().equals(defined.get().name()))
                .findFirst()
                .map(port -> port.port().orElse(question.port()));
    }

    private void collect(
            EndpointQuestion question,
            MeshService service,
            EndpointSlice slice,
            int port,
            Map<InetSocketAddress, MeshEndpoint> found) {
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
            if (endpoint.isReady() && isAskedFor(question, endpoint) && isNear(question, service, endpoint)) {
                for (InetAddress ip : Addresses.parseAll(endpoint.addresses())) {
                    InetSocketAddress address = new InetSocketAddress(ip, port);
                    describe(endpoint, address).ifPresent(replica -> found.put(address, replica));
                }
            }
        }
    }

    private static boolean isAskedFor(EndpointQuestion question, EndpointSlice.Endpoint endpoint) {
        return question.instance().isEmpty() || question.instance().equals(endpoint.hostname());
    }

    private boolean isNear(EndpointQuestion question, MeshService service, EndpointSlice.Endpoint endpoint) {
        if (!service.nodeLocal()) {
            return true;
        }
        Optional<String> node = endpoint.nodeName().or(() -> SliceIndex.workload(endpoint)
                .flatMap(workloads)
                .flatMap(workload -> workload.placement().node()));
        return node.isPresent() && node.equals(question.clientNode());
    }

    /** An endpoint whose workload is not known yet is left out: it must not be taken for one without a proxy. */
    private Optional<MeshEndpoint> describe(EndpointSlice.Endpoint endpoint, InetSocketAddress address) {
        Map<String, String> zone = zone(endpoint);
        Optional<WorkloadId> id = SliceIndex.workload(endpoint);
        if (id.isEmpty()) {
            Endpoint bare = Endpoint.bare(address);
            return Optional.of(MeshEndpoint.of(new Endpoint(
                    address, bare.weight(), bare.tls(), bare.hint(), bare.transportPort(), zone)));
        }
        return id.flatMap(workloads)
                .map(workload -> EndpointReader.read(
                        workload, address, opaquePorts.opaque(workload, address.getPort()), zone));
    }

    /** No node says which zone the client is in, so whether it is the same one stays unknown. */
    private static Map<String, String> zone(EndpointSlice.Endpoint endpoint) {
        Map<String, String> labels = new HashMap<>();
        labels.put("zone_locality", "unknown");
        endpoint.zone().ifPresent(zone -> labels.put("zone", zone));
        return labels;
    }
}
