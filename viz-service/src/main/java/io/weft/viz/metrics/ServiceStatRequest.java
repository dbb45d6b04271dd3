package io.weft.viz.metrics;

import java.util.Optional;

/**
 * A question for rows of Services.
 *
 * @param namespace empty: all
 * @param name empty: all
 * @param from only what was sent from there
 */
public record ServiceStatRequest(
        String namespace,
        String name,
        TimeWindow window,
        Optional<ResourceSelector> from,
        boolean tcpStats,
        boolean skipStats) {
    boolean selects(String inNamespace, String named) {
        return (namespace.isEmpty() || namespace.equals(inNamespace)) && (name.isEmpty() || name.equals(named));
    }
}
