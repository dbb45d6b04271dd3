package io.weft.cli.check;

import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether viz may read the metrics of sidecars whose default policy is deny: somebody has let it in, namespace by namespace.
 *
 * @param namespace limits what is looked at; empty: all
 * @see "cli, 9.5: Prometheus authorization check"
 */
record ScrapeRightsCheck(ClusterMesh mesh, String namespace) implements Check.Probe {
    private static final String POLICY = "prometheus-scrape";
    private static final String DEFAULT = "config.linkerd.io/default-inbound-policy";
    private static final String DENY = "deny";

    @Override
    public List<String> complaints() {
        Set<String> open = mesh.cluster().list(ClusterKind.AUTHORIZATION_POLICY, namespace, "").stream()
                .filter(policy -> policy.name().equals(POLICY))
                .map(ClusterObject::namespace)
                .collect(Collectors.toSet());
        String usual = mesh.values().at("/proxy/defaultInboundPolicy").asString("");
        return mesh.meshedPods(namespace).stream()
                .filter(pod -> !open.contains(pod.namespace()))
                .filter(pod -> (pod.annotation(DEFAULT).isEmpty() ? usual : pod.annotation(DEFAULT)).equals(DENY))
                .map(pod -> pod.title() + " denies by default: linkerd viz allow-scrapes -n " + pod.namespace()
                        + " | kubectl apply -f -")
                .toList();
    }
}
