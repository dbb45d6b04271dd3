package io.weft.proxy.outbound;

import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.route.FailureAccrual;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The balancers one destination uses now, each kept until the policy no longer names its backend.
 *
 * <p>Threading: one event loop.
 */
final class Slots {
    private final Map<Slot, Backends.Lease<?>> leases = new HashMap<>(4);

    /** What tells balancers of one destination apart. */
    record Slot(Backends.Kind kind, Backend backend, Optional<FailureAccrual> accrual) {}

    /** The balancer in {@code slot}, taken with {@code take} if there is none yet. */
    @SuppressWarnings("unchecked") // a slot's kind decides the type of its balancer
    <B> B get(Slot slot, Supplier<Backends.Lease<B>> take) {
        Backends.Lease<B> held = (Backends.Lease<B>) leases.get(slot);
        if (held == null) {
            held = take.get();
            leases.put(slot, held);
        }
        return held.balancer();
    }

    /**
     * Lets go of all others. Requests that wait there are sent elsewhere, so the new policy must be in force.
     *
     * @param accrual of requests of each kind
     */
    void retain(Set<Backend> backends, Function<Backends.Kind, Optional<FailureAccrual>> accrual) {
        for (Map.Entry<Slot, Backends.Lease<?>> held : Map.copyOf(leases).entrySet()) {
            Slot slot = held.getKey();
            boolean same = slot.kind().bytes() || slot.accrual().equals(accrual.apply(slot.kind()));
            if (!same || !backends.contains(slot.backend())) {
                leases.remove(slot);
                held.getValue().release();
            }
        }
    }

    /** Whether the endpoints are what the control plane says now. */
    boolean current() {
        return leases.values().stream().allMatch(Backends.Lease::current);
    }

    void close() {
        retain(Set.of(), kind -> Optional.empty());
    }
}
