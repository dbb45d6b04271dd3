package io.weft.proxy.balance;

import io.weft.core.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One candidate per endpoint of a set that changes. An endpoint that changed is rebuilt, one that vanished is retired.
 *
 * <p>Threading: one event loop.
 */
public final class EndpointPool<T extends Candidate> {
    private final Function<Endpoint, T> factory;
    private final P2cPicker picker;
    private final Map<InetSocketAddress, T> candidates = new HashMap<>();
    private final List<T> ready = new ArrayList<>();

    public EndpointPool(Function<Endpoint, T> factory, P2cPicker picker) {
        this.factory = factory;
        this.picker = picker;
    }

    /**
     * What an update did.
     *
     * @param came whether it named endpoints that were not there, or were others
     * @param went whether it left some out
     */
    public record Change(boolean came, boolean went) {}

    /** Makes the pool hold exactly {@code endpoints}. */
    public Change update(Collection<Endpoint> endpoints) {
        Map<InetSocketAddress, Endpoint> wanted = new HashMap<>();
        endpoints.forEach(endpoint -> wanted.put(endpoint.address(), endpoint));
        boolean went = !wanted.keySet().containsAll(candidates.keySet());
        List<T> stale = candidates.values().stream()
                .filter(known ->
                        !known.endpoint().equals(wanted.get(known.endpoint().address())))
                .toList();
        candidates.values().removeAll(stale);
        int kept = candidates.size();
        wanted.forEach((address, endpoint) -> candidates.computeIfAbsent(address, key -> factory.apply(endpoint)));
        refresh();
        stale.forEach(Candidate::retire); // what waits there asks for another
        return new Change(candidates.size() > kept, went);
    }

    /** Call when a candidate's readiness has changed. */
    public void refresh() {
        ready.clear();
        for (T candidate : candidates.values()) {
            if (candidate.ready()) {
                ready.add(candidate);
            }
        }
    }

    public Optional<T> pick(long now) {
        return picker.pick(ready, now);
    }

    public boolean anyReady() {
        return !ready.isEmpty();
    }

    /** How many can take a request. */
    public int ready() {
        return ready.size();
    }

    public int size() {
        return candidates.size();
    }

    /** Retires everything. */
    public void close() {
        var _ = update(List.of());
    }
}
