package io.weft.cli.check;

import io.weft.cli.cluster.ClusterObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Whether what a Service says of its opaque ports is what its pods say, since each side of a connection reads one of them. */
record OpaquePortsCheck(Supplier<List<ClusterObject>> services, Supplier<List<ClusterObject>> pods)
        implements Check.Probe {
    @Override
    public List<String> complaints() {
        List<ClusterObject> meshed = pods.get();
        List<String> complaints = new ArrayList<>();
        for (ClusterObject service : services.get()) {
            meshed.stream()
                    .filter(pod -> selects(service, pod))
                    .filter(pod -> differs(service, pod))
                    .map(pod -> "pod " + pod.title() + " and service " + service.name()
                            + " have different annotations config.linkerd.io/opaque-ports")
                    .forEach(complaints::add);
        }
        return complaints;
    }

    private static boolean selects(ClusterObject service, ClusterObject pod) {
        JsonNode selector = service.at("/spec/selector");
        return service.namespace().equals(pod.namespace())
                && !selector.isEmpty()
                && selector.propertyStream()
                        .allMatch(each ->
                                pod.label(each.getKey()).equals(each.getValue().asString("")));
    }

    /** Whether a port of the Service is opaque for it and its target is not for the pod, or the other way round. */
    private static boolean differs(ClusterObject service, ClusterObject pod) {
        return service.items("/spec/ports")
                .filter(port -> port.path("targetPort").isIntegralNumber())
                .anyMatch(port -> isOpaque(service, port.path("port").asInt())
                        != isOpaque(pod, port.path("targetPort").asInt()));
    }

    private static boolean isOpaque(ClusterObject object, int port) {
        return Arrays.stream(ClusterWorkloadChecks.opaquePorts(object).split(",", -1))
                .map(String::strip)
                .anyMatch(each -> holds(each, port));
    }

    private static boolean holds(String portOrRange, int port) {
        if (!portOrRange.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            return false;
        }
        String[] ends = portOrRange.split("-", -1);
        return Integer.parseInt(ends[0]) <= port && port <= Integer.parseInt(ends[ends.length - 1]);
    }
}
