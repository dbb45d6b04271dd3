package io.weft.cli.machine;

import static io.weft.cli.machine.PodManifest.ordered;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A Service for workloads of ours.
 *
 * @param name of the Service, with its namespace
 * @param app value of the label {@code app} it selects
 * @param headless without an address of its own; then workloads count whether ready or not, because the control plane's own
 *     sidecars find each other by such names before any is ready
 */
record ServiceManifest(PodName name, String app, List<Port> ports, boolean headless) {
    /**
     * One port.
     *
     * @param name null only if it is the Service's only port
     */
    record Port(String name, int port, int targetPort) {}

    /** One port per container port, under the same number. */
    static ServiceManifest of(PodName name, String app, List<Integer> ports) {
        return new ServiceManifest(
                name,
                app,
                ports.stream().map(port -> new Port("port-" + port, port, port)).toList(),
                false);
    }

    SequencedMap<String, Object> document() {
        SequencedMap<String, Object> spec = ordered();
        if (headless) {
            spec.put("clusterIP", "None");
            spec.put("publishNotReadyAddresses", true);
        }
        spec.put("selector", ordered("app", app));
        spec.put("ports", ports.stream().map(ServiceManifest::port).toList());
        return ordered(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                ordered("namespace", name.namespace(), "name", name.name()),
                "spec",
                spec);
    }

    private static Map<String, Object> port(Port port) {
        return ordered("name", port.name(), "port", port.port(), "targetPort", port.targetPort(), "protocol", "TCP");
    }
}
