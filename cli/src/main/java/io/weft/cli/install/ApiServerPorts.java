package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.output.KubernetesYaml;
import io.weft.injection.ChartValues;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where a cluster's own API server listens, which the control plane's pods ask past their sidecars. */
final class ApiServerPorts {
    private static final String VALUE = "proxyInit.kubeAPIServerPorts";

    private ApiServerPorts() {}

    /** The chart's list with what Service {@code default/kubernetes} adds; no value if it adds nothing. */
    static ObjectNode of(Cluster cluster) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        String usual = usual();
        Set<String> ports = new LinkedHashSet<>(List.of(usual.split(",")));
        cluster.get(ClusterKind.SERVICE, "default", "kubernetes")
                .ifPresent(service -> named(service).forEach(ports::add));
        String all = String.join(",", ports);
        if (!all.equals(usual)) {
            ValueLayers.put(values, VALUE, all);
        }
        return values;
    }

    private static Stream<String> named(ClusterObject service) {
        return service.items("/spec/ports")
                .flatMap(port -> Stream.of(port.path("port"), port.path("targetPort")))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asString);
    }

    private static String usual() {
        JsonNode chart = KubernetesYaml.read(BundledCharts.file(BundledCharts.CONTROL_PLANE, "values.yaml"))
                .getFirst();
        return new ChartValues((ObjectNode) chart).text(VALUE);
    }
}
