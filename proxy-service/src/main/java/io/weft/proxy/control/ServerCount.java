package io.weft.proxy.control;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.Subchannel;
import io.weft.proxy.telemetry.BalancerMeter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How many servers of one service there are, and how many of them are connected.
 *
 * <p>Threading: gRPC's synchronization context.
 */
final class ServerCount {
    private final BalancerMeter meter;
    private final Set<Subchannel> ready = new HashSet<>();
    private Set<EquivalentAddressGroup> named = Set.of();

    ServerCount(BalancerMeter meter) {
        this.meter = meter;
    }

    /** These are all of them. */
    void named(Collection<EquivalentAddressGroup> servers) {
        Set<EquivalentAddressGroup> now = Set.copyOf(servers);
        meter.updated(!named.containsAll(now), !now.containsAll(named));
        named = now;
        tell();
    }

    void state(Subchannel server, ConnectivityState state) {
        if (state == ConnectivityState.READY) {
            ready.add(server);
        } else {
            ready.remove(server);
        }
        tell();
    }

    /** One that is left out may be connected for a moment longer. */
    private void tell() {
        meter.endpoints(ready.size(), Math.max(named.size(), ready.size()));
    }
}
