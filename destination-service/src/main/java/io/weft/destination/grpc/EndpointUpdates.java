package io.weft.destination.grpc;

import io.weft.api.destination.AddrSet;
import io.weft.api.destination.NoEndpoints;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.endpoints.MeshEndpoint;
import io.weft.service.grpc.WatchTranslator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says replicas to one client: first all there are, then what came, changed and went.
 *
 * <p>Threading: one call at a time.
 *
 * @see "wire-behaviour, 1.5 and 1.7"
 */
final class EndpointUpdates implements WatchTranslator<EndpointSnapshot, Update> {
    private static final Update NONE_YET = Update.newBuilder()
            .setNoEndpoints(NoEndpoints.newBuilder().setExists(true))
            .build();

    private final Optional<String> clientNode;
    private @Nullable Map<InetSocketAddress, MeshEndpoint> told; // null until something was said

    /** @param clientNode where the client is, if it says so */
    EndpointUpdates(Optional<String> clientNode) {
        this.clientNode = clientNode;
    }

    /** @throws io.grpc.StatusRuntimeException at first, if there is no service to speak of */
    @Override
    public List<Update> translate(EndpointSnapshot snapshot) {
        Map<InetSocketAddress, MeshEndpoint> before = told;
        Map<InetSocketAddress, MeshEndpoint> now = visible(snapshot);
        List<Update> updates = before == null ? List.of(first(snapshot, now)) : between(before, now, snapshot);
        told = now;
        return updates;
    }

    private Map<InetSocketAddress, MeshEndpoint> visible(EndpointSnapshot snapshot) {
        return snapshot instanceof EndpointSnapshot.Present present ? present.seenFrom(clientNode) : Map.of();
    }

    /** If there are none, that is said too, so that the client need not wait. */
    private static Update first(EndpointSnapshot snapshot, Map<InetSocketAddress, MeshEndpoint> now) {
        return switch (snapshot) {
            case EndpointSnapshot.Absent() -> throw Refused.notFound("no such service");
            case EndpointSnapshot.ExternalName() ->
                throw Refused.argument("the service is of type ExternalName and has no endpoints of its own");
            case EndpointSnapshot.Present present -> now.isEmpty() ? NONE_YET : add(present.service(), now.values());
        };
    }

    /** Additions and changes go before removals, so that a client is never left with nothing in between. */
    private static List<Update> between(
            Map<InetSocketAddress, MeshEndpoint> before,
            Map<InetSocketAddress, MeshEndpoint> now,
            EndpointSnapshot snapshot) {
        List<Update> updates = new ArrayList<>(2);
        List<MeshEndpoint> changed = now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (snapshot instanceof EndpointSnapshot.Present present && !changed.isEmpty()) {
            updates.add(add(present.service(), changed));
        }
        List<InetSocketAddress> gone = before.keySet().stream()
                .filter(address -> !now.containsKey(address))
                .toList();
        if (!gone.isEmpty()) {
            updates.add(remove(gone));
        }
        return updates;
    }

    private static Update add(ServiceId service, Collection<MeshEndpoint> replicas) {
        WeightedAddrSet.Builder set = WeightedAddrSet.newBuilder()
                .putMetricLabels("namespace", service.namespace())
                .putMetricLabels("service", service.name());
        replicas.forEach(replica -> set.addAddrs(EndpointTranslator.toMessage(replica)));
        return Update.newBuilder().setAdd(set).build();
    }

    private static Update remove(Collection<InetSocketAddress> gone) {
        AddrSet.Builder set = AddrSet.newBuilder();
        gone.forEach(address -> set.addAddrs(NetTranslator.toMessage(address)));
        return Update.newBuilder().setRemove(set).build();
    }
}
