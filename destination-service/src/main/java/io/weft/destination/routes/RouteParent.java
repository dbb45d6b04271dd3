package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.Subject;
import io.weft.destination.services.TrafficPolicy;
import io.weft.kubernetes.resource.RouteMatch;
import java.util.List;
import java.util.Optional;

/**
 * A port that routes may be attached to: of a Service, or of addresses of an EgressNetwork.
 *
 * @param id a Service or EgressNetwork
 * @param ref the same, with the port
 * @param portName empty if it has none
 * @param own where traffic goes that no route leads elsewhere
 * @param split where it goes instead; none: it does not
 * @param traffic what holds where a route says nothing
 */
public record RouteParent(
        Subject id, ResourceRef ref, String portName, Backend own, List<WeightedBackend> split, TrafficPolicy traffic) {
    public RouteParent {
        split = List.copyOf(split);
    }

    String namespace() {
        return ref.namespace();
    }

    int port() {
        return ref.port();
    }

    /**
     * What becomes of everything to it that no route is about.
     *
     * @param name for metrics
     */
    public OutboundRoute byDefault(String name, RouteMatch all, boolean refuses) {
        OutboundRoute.Rule everything =
                new OutboundRoute.Rule(List.of(all), List.of(), split, traffic.timeouts(), Optional.empty());
        return new OutboundRoute(
                ResourceRef.ofDefault(name), List.of(), List.of(everything), traffic.retries(), refuses);
    }
}
