package io.weft.cli.cluster;

import io.weft.cli.output.KubernetesYaml;

/** What the names of a mesh's Services end with. */
public final class ClusterDomain {
    /** Where nobody says otherwise. */
    public static final String USUAL = "cluster.local";

    private ClusterDomain() {}

    /** As the control plane in that namespace was told. */
    public static String of(Cluster cluster, String controlPlane) {
        return cluster.get(ClusterKind.CONFIG_MAP, controlPlane, "linkerd-config").stream()
                .flatMap(config -> KubernetesYaml.read(config.text("/data/values")).stream())
                .map(values -> values.path("clusterDomain").asString(""))
                .filter(domain -> !domain.isEmpty())
                .findFirst()
                .orElse(USUAL);
    }
}
