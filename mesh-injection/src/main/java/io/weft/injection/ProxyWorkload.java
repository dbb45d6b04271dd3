package io.weft.injection;

import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The workload a proxy is to serve, as far as its environment depends on it.
 *
 * @param namespace its namespace
 * @param pod its pod's name
 * @param nodeName the host it runs on
 * @param serviceAccount what its identity is made of
 * @param podIps its addresses, at least one
 * @param ports the ports its containers declare and its probes ask
 * @param annotations its annotations, those inherited from its namespace included
 */
public record ProxyWorkload(
        String namespace,
        String pod,
        String nodeName,
        String serviceAccount,
        List<String> podIps,
        SequencedSet<Integer> ports,
        Map<String, String> annotations) {
    public ProxyWorkload {
        podIps = List.copyOf(podIps);
        annotations = Map.copyOf(annotations);
    }
}
