package io.weft.proxy.outbound.endpoint;

import io.weft.core.Endpoint;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.TargetLabels;
import io.weft.proxy.tls.TlsLabels;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One endpoint as the metrics say it.
 *
 * @see "metrics, 0.1: target, client TLS, dst_*"
 */
final class EndpointLabels {
    private EndpointLabels() {}

    /** Of connections: with the authority they are dialled for, where it is known. */
    static Labels ofConnections(Endpoint endpoint, EndpointSettings settings) {
        Labels labels = of(endpoint, settings.ownIps());
        return settings.authority().isEmpty()
                ? labels
                : Labels.of("authority", settings.authority()).and(labels);
    }

    /** {@code ownIps}: of this workload, which has no need of TLS to speak to itself. */
    static Labels of(Endpoint endpoint, Set<InetAddress> ownIps) {
        Labels labels = TargetLabels.of(endpoint.address())
                .and(
                        ownIps.contains(endpoint.address().getAddress())
                                ? TlsLabels.loopback()
                                : TlsLabels.client(endpoint));
        for (Map.Entry<String, String> label : new TreeMap<>(endpoint.labels()).entrySet()) {
            labels = labels.and("dst_" + label.getKey(), label.getValue());
        }
        return labels;
    }
}
