package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be added to a mesh, each by a chart of its own. */
enum MeshExtension {
    VIZ,
    JAEGER;

    static final String LABEL = "linkerd.io/extension";

    /** What extensions consist of, in the order in which it is best taken away. */
    private static final List<ClusterKind> KINDS = List.of(
            ClusterKind.API_SERVICE,
            ClusterKind.MUTATING_WEBHOOK,
            ClusterKind.DEPLOYMENT,
            ClusterKind.DISRUPTION_BUDGET,
            ClusterKind.SERVICE,
            ClusterKind.CONFIG_MAP,
            ClusterKind.SECRET,
            ClusterKind.VOLUME_CLAIM,
            ClusterKind.SERVER,
            ClusterKind.AUTHORIZATION_POLICY,
            ClusterKind.MESH_TLS_AUTHENTICATION,
            ClusterKind.NETWORK_AUTHENTICATION,
            ClusterKind.ROLE_BINDING,
            ClusterKind.ROLE,
            ClusterKind.CLUSTER_ROLE_BINDING,
            ClusterKind.CLUSTER_ROLE,
            ClusterKind.SERVICE_ACCOUNT,
            ClusterKind.NAMESPACE);

    /** As the label says it: {@code viz}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of its chart, and of the namespace it is installed in. */
    String chart() {
        return "linkerd-" + label();
    }

    /** The chart and its namespace; {@code values} are laid over the chart's own. */
    List<JsonNode> manifests(ObjectNode values) {
        List<JsonNode> documents = new ArrayList<>();
        documents.add(MeshNamespace.ofExtension(
                chart(), label(), values.path("prometheusUrl").asString("")));
        documents.addAll(BundledCharts.render(chart(), chart(), values));
        return documents;
    }

    /** What of it there is in a cluster. */
    List<MeshObject> installed(Cluster cluster) {
        List<MeshObject> all = new ArrayList<>();
        for (ClusterKind kind : KINDS) {
            cluster.list(kind, "", LABEL + "=" + label()).stream()
                    .map(each -> MeshObject.withKind(each, kind))
                    .map(ClusterObject::json)
                    .map(MeshObject::of)
                    .forEach(all::add);
        }
        return all;
    }
}
