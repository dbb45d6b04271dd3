package io.weft.destination.slices;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.Endpoint;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A slice, and the endpoints it is to have.
 *
 * <p>Threading: not safe.
 */
final class FilledSlice {
    static final int MOST = 100;

    private final EndpointSlice before;
    private final List<Endpoint> endpoints = new ArrayList<>();

    /** @param waiting of these it keeps the ones it has, as they are now; they wait no longer */
    FilledSlice(EndpointSlice before, Map<TargetRef, Endpoint> waiting) {
        this.before = before;
        for (Endpoint each : before.endpoints()) {
            each.targetRef().map(waiting::remove).ifPresent(endpoints::add);
        }
    }

    /** Takes as many as there is room for. */
    void fill(Map<TargetRef, Endpoint> waiting) {
        Iterator<Endpoint> next = waiting.values().iterator();
        while (endpoints.size() < MOST && next.hasNext()) {
            endpoints.add(next.next());
            next.remove();
        }
    }

    EndpointSlice slice() {
        return new EndpointSlice(
                before.metadata(), before.serviceName(), before.addressType(), endpoints, before.ports());
    }
}
