package io.weft.destination.endpoints;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas stand behind a port of a service. Pure, apart from the lookups it is given.
 *
 * @see "control-plane, 5: filter/choice"
 */
public final class EndpointJoin {
    private final Function<WorkloadId, Optional<Workload>> workloads;
    private final ZoneIndex zones;
    private final OpaquePorts opaquePorts;
    private final EndpointReader reader;
    private final boolean ipv6;

    /** @param ipv6 whether a replica's address of IPv6 counts, and then instead of the one of IPv4 */
    public EndpointJoin(
            Function<WorkloadId, Optional<Workload>> workloads,
            ZoneIndex zones,
            OpaquePorts opaquePorts,
            EndpointReader reader,
            boolean ipv6) {
        this.workloads = workloads;
        this.zones = zones;
        this.opaquePorts = opaquePorts;
        this.reader = reader;
        this.ipv6 = ipv6;
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
        Found found = new Found(previous instanceof EndpointSnapshot.Present present ? present.endpoints() : Map.of());
        for (AddressType family : ipv6 ? List.of(AddressType.IPV6, AddressType.IPV4) : List.of(AddressType.IPV4)) {
            for (EndpointSlice slice : slices) {
                if (slice.addressType() == family) {
                    port(question, service.get(), slice).ifPresent(port -> collect(question, slice, port, found));
                }
            }
        }
        boolean nodeLocal = service.get().nodeLocal();
        return new EndpointSnapshot.Present(
                question.service(),
                found.replicas,
                new Topology(
                        nodeLocal,
                        nodeLocal ? found.nodes : Map.of(),
                        found.hints,
                        found.replicas.isEmpty() ? Map.of() : zones.zones()));
    }

    /** The replicas' own port: found by the name of the service's port, else the number asked for. */
    private static Optional<Integer> port(EndpointQuestion question, MeshService service, EndpointSlice slice) {
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

    private void collect(EndpointQuestion question, EndpointSlice slice, int port, Found found) {
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
            boolean wanted =
                    question.instance().isEmpty() || question.instance().equals(endpoint.hostname());
            if (endpoint.isReady() && wanted) {
                for (InetAddress ip : Addresses.parseAll(endpoint.addresses())) {
                    collect(endpoint, slice.addressType(), new InetSocketAddress(ip, port), found);
                }
            }
        }
    }

    /**
     * An endpoint whose workload is not known yet is left out: it must not be taken for one without a proxy. So is one whose
     * workload was found in another family before.
     */
    private void collect(EndpointSlice.Endpoint endpoint, AddressType family, InetSocketAddress address, Found found) {
        Optional<WorkloadId> id = SliceIndex.workload(endpoint);
        Optional<Workload> workload = id.flatMap(workloads);
        if (id.isPresent() && (workload.isEmpty() || found.hasAnotherFamily(id.get(), family))) {
            return;
        }
        Optional<String> node = endpoint.nodeName()
                .or(() -> workload.flatMap(known -> known.placement().node()));
        Map<String, String> labels = Topology.labels(endpoint.zone().or(() -> node.map(zones.zones()::get)));
        MeshEndpoint replica = workload.map(
                        known -> reader.read(known, address, opaquePorts.opaque(known, address.getPort()), labels))
                .orElseGet(() -> unmeshed(address, labels));
        found.add(address, replica);
        node.ifPresent(known -> found.nodes.put(address, known));
        if (!endpoint.zoneHints().isEmpty()) {
            found.hints.put(address, Set.copyOf(endpoint.zoneHints()));
        }
    }

    private static MeshEndpoint unmeshed(InetSocketAddress address, Map<String, String> labels) {
        return MeshEndpoint.of(
                new Endpoint(address, Endpoint.DEFAULT_WEIGHT, Optional.empty(), ProtocolHint.UNKNOWN, 0, labels));
    }

    /** What was collected so far. */
    private static final class Found {
        final Map<InetSocketAddress, MeshEndpoint> replicas = new LinkedHashMap<>();
        final Map<InetSocketAddress, String> nodes = new HashMap<>();
        final Map<InetSocketAddress, Set<String>> hints = new HashMap<>();
        private final Map<WorkloadId, AddressType> families = new HashMap<>();
        private final Map<InetSocketAddress, MeshEndpoint> known;

        Found(Map<InetSocketAddress, MeshEndpoint> known) {
            this.known = known;
        }

        /** Whether that workload was found in another family before. */
        boolean hasAnotherFamily(WorkloadId workload, AddressType family) {
            return families.computeIfAbsent(workload, first -> family) != family;
        }

        void add(InetSocketAddress address, MeshEndpoint replica) {
            MeshEndpoint before = known.get(address);
            replicas.put(address, before != null && before.equals(replica) ? before : replica);
        }
    }
}
