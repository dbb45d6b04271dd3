package io.weft.viz.metrics;

import io.weft.viz.services.KnownServices;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gateways of other clusters that service mirrors probe: none where there is no mirror. Pure.
 *
 * @see "viz, section 3.1 and 10.4"
 */
public final class GatewaysQuery {
    private static final Comparator<Gateway> ORDER = Comparator.comparing(Gateway::cluster)
            .thenComparing(Gateway::namespace)
            .thenComparing(Gateway::name);

    private final Map<Gateway, Double> alive = new TreeMap<>(ORDER);
    private final Map<String, Latencies> probes = new HashMap<>(); // by cluster: that is all their labels tell
    private final KnownServices services;

    private GatewaysQuery(KnownServices services) {
        this.services = services;
    }

    private record Gateway(String cluster, String namespace, String name) {
        static Gateway of(Observation observed) {
            return new Gateway(
                    observed.label("target_cluster_name"),
                    observed.label("gateway_namespace"),
                    observed.label("gateway_name"));
        }
    }

    /**
     * Rows of those that are told of now.
     *
     * @param cluster empty: all
     * @param namespace of gateways; empty: all
     */
    public static GatewaysJson answer(
            KnownServices services, List<Observation> observed, String cluster, String namespace) {
        GatewaysQuery query = new GatewaysQuery(services);
        observed.forEach(query::add);
        return GatewaysJson.of(query.alive.keySet().stream()
                .filter(each -> cluster.isEmpty() || cluster.equals(each.cluster))
                .filter(each -> namespace.isEmpty() || namespace.equals(each.namespace))
                .map(query::row)
                .toList());
    }

    private void add(Observation observed) {
        Gateway gateway = Gateway.of(observed);
        if (observed.family() == Family.GATEWAY_ALIVE) {
            alive.merge(gateway, observed.value(), Double::sum);
        } else if (observed.family() == Family.GATEWAY_LATENCY_BUCKETS) {
            probes.computeIfAbsent(gateway.cluster, _ -> new Latencies()).add(observed.label("le"), observed.value());
        }
    }

    private GatewaysJson.Row row(Gateway gateway) {
        Latencies latencies = probes.getOrDefault(gateway.cluster, new Latencies());
        return new GatewaysJson.Row(
                gateway.namespace,
                gateway.name,
                gateway.cluster,
                services.all().stream()
                        .filter(each -> each.mirrorOf().equals(gateway.cluster))
                        .count(),
                alive.getOrDefault(gateway, 0.0) > 0,
                latencies.quantile(0.5),
                latencies.quantile(0.95),
                latencies.quantile(0.99));
    }
}
