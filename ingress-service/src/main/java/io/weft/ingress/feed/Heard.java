package io.weft.ingress.feed;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.weft.ingress.rules.RouteTable;
import io.weft.ingress.rules.Targets;
import java.util.List;

/**
 * What the cluster says now.
 *
 * @param ingresses ours, the oldest first
 * @param services all of them
 */
public record Heard(RouteTable routes, Targets targets, List<Ingress> ingresses, List<Service> services) {
    public Heard {
        ingresses = List.copyOf(ingresses);
        services = List.copyOf(services);
    }
}
