package io.weft.destination.grpc;

import io.weft.api.destination.AddrSet;
import io.weft.api.destination.NoEndpoints;
import io.weft.api.destination.Update;
import io.weft.api.destination.WeightedAddrSet;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.EndpointView;
import io.weft.destination.endpoints.MeshEndpoint;
import java.lang.ref.WeakReference;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages about replicas, each made and encoded once for all streams that are told the same. They go when the view they lead to goes; a
 * whole view's, which is large, as soon as no stream is about to send it.
 *
 * <p>Threading: safe from any thread.
 */
final class SharedUpdates {
    private static final EncodedUpdate NONE_YET = EncodedUpdate.of(Update.newBuilder()
            .setNoEndpoints(NoEndpoints.newBuilder().setExists(true))
            .build());

    private final EndpointTranslator translator;
    private final Map<EndpointView, Leading> byView = new WeakHashMap<>(); // guarded by this

    SharedUpdates(EndpointTranslator translator) {
        this.translator = translator;
    }

    /** All replicas; if there are none, that is said too, so that the client need not wait. */
    List<EncodedUpdate> first(ServiceId service, EndpointView now) {
        return to(now).first(service, now);
    }

    /** Additions and changes go before removals, so that a client is never left with nothing in between. */
    List<EncodedUpdate> between(ServiceId service, EndpointView before, EndpointView now) {
        return before.equals(now) ? List.of() : to(now).after(service, before, now);
    }

    private synchronized Leading to(EndpointView view) {
        return byView.computeIfAbsent(view, _ -> new Leading());
    }

    /** What leads to one view; it does not hold that view, nor those before. */
    private final class Leading {
        private WeakReference<@Nullable List<EncodedUpdate>> first = new WeakReference<>(null); // guarded by this
        private final Map<EndpointView, List<EncodedUpdate>> after = new WeakHashMap<>(); // guarded by this

        synchronized List<EncodedUpdate> first(ServiceId service, EndpointView now) {
            @Nullable List<EncodedUpdate> made = first.get();
            if (made == null) {
                made = List.of(
                        now.endpoints().isEmpty()
                                ? NONE_YET
                                : add(service, now.endpoints().values()));
                first = new WeakReference<>(made);
            }
            return made;
        }

        synchronized List<EncodedUpdate> after(ServiceId service, EndpointView before, EndpointView now) {
            return after.computeIfAbsent(before, _ -> difference(service, before.endpoints(), now.endpoints()));
        }
    }

    private List<EncodedUpdate> difference(
            ServiceId service, Map<InetSocketAddress, MeshEndpoint> before, Map<InetSocketAddress, MeshEndpoint> now) {
        List<EncodedUpdate> updates = new ArrayList<>(2);
        List<MeshEndpoint> changed = now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (!changed.isEmpty()) {
            updates.add(add(service, changed));
        }
        updates.addAll(gone(before.keySet().stream()
                .filter(address -> !now.containsKey(address))
                .toList()));
        return List.copyOf(updates);
    }

    /** These are no longer there; no message if there are none. */
    static List<EncodedUpdate> gone(Collection<InetSocketAddress> addresses) {
        AddrSet.Builder set = AddrSet.newBuilder();
        addresses.forEach(address -> set.addAddrs(NetTranslator.toMessage(address)));
        return addresses.isEmpty()
                ? List.of()
                : List.of(EncodedUpdate.of(Update.newBuilder().setRemove(set).build()));
    }

    private EncodedUpdate add(ServiceId service, Collection<MeshEndpoint> replicas) {
        WeightedAddrSet.Builder set = WeightedAddrSet.newBuilder()
                .putMetricLabels("namespace", service.namespace())
                .putMetricLabels("service", service.name());
        replicas.forEach(replica -> set.addAddrs(translator.toMessage(replica)));
        return EncodedUpdate.of(Update.newBuilder().setAdd(set).build());
    }
}
