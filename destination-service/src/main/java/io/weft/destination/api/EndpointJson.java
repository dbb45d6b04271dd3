package io.weft.destination.api;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.destination.endpoints.EndpointSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A replica.
 *
 * @param pod of a machine outside the cluster its name; empty where no workload is known
 * @param service with its namespace: {@code web.shop}
 * @param weight relative share, 10000 is ordinary
 * @param http2 whether its proxy takes HTTP/2
 * @param meshed whether a proxy of the mesh stands before it
 */
record EndpointJson(
        String namespace,
        String ip,
        int port,
        String pod,
        String service,
        int weight,
        boolean http2,
        boolean meshed,
        Map<String, String> labels) {
    private static final Comparator<EndpointJson> ORDER =
            Comparator.comparing(EndpointJson::ip).thenComparingInt(EndpointJson::port);

    /** Sorted by address. */
    static List<EndpointJson> of(EndpointSnapshot.Present present) {
        String namespace = present.service().namespace();
        String service = present.service().name() + "." + namespace;
        return present.endpoints().values().stream()
                .map(each -> of(each.endpoint(), namespace, service, each.meshed()))
                .sorted(ORDER)
                .toList();
    }

    private static EndpointJson of(Endpoint endpoint, String namespace, String service, boolean meshed) {
        Map<String, String> labels = new TreeMap<>(endpoint.labels());
        return new EndpointJson(
                namespace,
                endpoint.address().getAddress().getHostAddress(),
                endpoint.address().getPort(),
                labels.getOrDefault("pod", labels.getOrDefault("external_workload", "")),
                service,
                endpoint.weight(),
                endpoint.hint() == ProtocolHint.HTTP2,
                meshed,
                labels);
    }
}
