package io.weft.proxy.outbound.endpoint;

import io.weft.core.Endpoint;
import io.weft.proxy.telemetry.Labels;
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

    /** {@code ownIps}: of this workload, which has no need of TLS to speak to itself. */
    static Labels of(Endpoint endpoint, Set<InetAddress> ownIps) {
        String ip = endpoint.address().getAddress().getHostAddress();
        int port = endpoint.address().getPort();
        Labels labels = Labels.of(
                        "target_addr",
                        (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port,
                        "target_ip",
                        ip,
                        "target_port",
                        Integer.toString(port))
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
