package io.weft.destination.grpc;

import io.weft.api.destination.AddrSet;
import io.weft.api.destination.NoEndpoints;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.EndpointSnapshot;
import io.weft.destination.endpoints.MeshEndpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What to tell a client that knows one set of replicas so that it knows the next. Pure.
 *
 * @see "wire-behaviour, 1.5 and 1.7"
 */
final class EndpointChanges {
    private static final Update NONE_EXISTS =
            Update.newBuilder().setNoEndpoints(NoEndpoints.newBuilder().setExists(true)).build();

    private EndpointChanges() {}

    /** The first message: everything there is, or that there is nothing, so that the client need not wait. */
    static Update first(EndpointSnapshot.Present now) {
        return now.endpoints().isEmpty()
                ? NONE_EXISTS
                : add(now.service(), now.endpoints().values());
    }

    /** Additions and changes before removals, so that a client is never left with nothing in between. */
    static List<Update> between(Map<InetSocketAddress, MeshEndpoint> before, EndpointSnapshot now) {
        Map<InetSocketAddress, MeshEndpoint> after = endpoints(now);
        List<Update> updates = new ArrayList<>(2);
        List<MeshEndpoint> changed = after.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (now instanceof EndpointSnapshot.Present present && !changed.isEmpty()) {
            updates.add(add(present.service(), changed));
        }
        List<InetSocketAddress> gone =
                before.keySet().stream().filter(address -> !after.containsKey(address)).toList();
        if (!gone.isEmpty()) {
            updates.add(remove(gone));
        }
        return updates;
    }

    /** None unless the service is there. */
    static Map<InetSocketAddress, MeshEndpoint> endpoints(EndpointSnapshot snapshot) {
        return snapshot instanceof EndpointSnapshot.Present present ? present.endpoints() : Map.of();
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
