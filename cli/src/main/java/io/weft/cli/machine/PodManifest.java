package io.weft.cli.machine;

import io.weft.injection.ProxyListeners;
import io.weft.injection.ProxyPorts;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.KnownLabels;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The Pod manifest of one workload.
 *
 * @param controlPlaneNamespace where the mesh's control plane is
 * @param runner who keeps the workload
 * @param nodeName the host's name
 * @param addresses its own, the one of IPv4 first
 * @param ready the condition Ready
 * @see "one-machine, Pods"
 */
record PodManifest(
        WorkloadSpec spec,
        PodName pod,
        String controlPlaneNamespace,
        ProcessId runner,
        String nodeName,
        List<InetAddress> addresses,
        boolean ready) {
    static final String TAP_CLIENT = "LINKERD2_PROXY_TAP_SVC_NAME";

    private static final String PROXY_CONTAINER = "linkerd-proxy";

    PodManifest withReady(boolean now) {
        return new PodManifest(spec, pod, controlPlaneNamespace, runner, nodeName, addresses, now);
    }

    String text() {
        SequencedMap<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "v1");
        document.put("kind", "Pod");
        document.put("metadata", metadata());
        document.put("spec", podSpec());
        document.put("status", status());
        return Manifests.text(List.of(document));
    }

    /** Its labels, as other objects select them. */
    SequencedMap<String, String> labels() {
        return labels(spec, controlPlaneNamespace);
    }

    /** Those of whatever pod such a workload has. */
    static SequencedMap<String, String> labels(WorkloadSpec spec, String controlPlaneNamespace) {
        SequencedMap<String, String> labels = new LinkedHashMap<>();
        labels.put("app", spec.name());
        labels.putAll(spec.labels());
        if (spec.injected()) {
            labels.put(KnownLabels.CONTROL_PLANE_NAMESPACE, controlPlaneNamespace);
            labels.put(KnownLabels.WORKLOAD_NAMESPACE, spec.namespace());
            labels.put(KnownLabels.PROXY_DEPLOYMENT, spec.name());
        }
        return labels;
    }

    private Map<String, Object> metadata() {
        SequencedMap<String, String> annotations = new LinkedHashMap<>(spec.annotations());
        annotations.put(KnownAnnotations.PID, Long.toString(runner.pid()));
        annotations.put(KnownAnnotations.START_TIME, Long.toString(runner.startTime()));
        return ordered(
                "namespace",
                pod.namespace(),
                "name",
                pod.name(),
                "labels",
                labels(),
                "annotations",
                annotations,
                "ownerReferences",
                List.of(ordered("apiVersion", "apps/v1", "kind", "Deployment", "name", spec.name())));
    }

    private Map<String, Object> podSpec() {
        List<Map<String, Object>> containers = new ArrayList<>();
        containers.add(application());
        if (spec.injected()) {
            containers.add(proxy());
        }
        return ordered("nodeName", nodeName, "serviceAccountName", spec.serviceAccount(), "containers", containers);
    }

    private Map<String, Object> application() {
        Map<String, Object> container = ordered(
                "name",
                spec.name(),
                "ports",
                spec.ports().stream()
                        .map(port -> ordered("containerPort", port))
                        .toList());
        HttpProbe probe = spec.readiness();
        if (probe != null) {
            container.put("readinessProbe", ordered("httpGet", ordered("path", probe.path(), "port", probe.port())));
        }
        return container;
    }

    private Map<String, Object> proxy() {
        return ordered(
                "name",
                PROXY_CONTAINER,
                "ports",
                List.of(
                        ordered("name", "linkerd-proxy", "containerPort", ProxyPorts.INBOUND),
                        ordered("name", "linkerd-admin", "containerPort", ProxyPorts.ADMIN)),
                "env",
                List.of(
                        listener("INBOUND", ProxyPorts.INBOUND),
                        listener("ADMIN", ProxyPorts.ADMIN),
                        listener("CONTROL", ProxyPorts.TAP),
                        ordered(
                                "name",
                                TAP_CLIENT,
                                "value",
                                ControlPlane.vizIdentity(controlPlaneNamespace).name())));
    }

    private Map<String, Object> listener(String which, int port) {
        return ordered("name", "LINKERD2_PROXY_" + which + "_LISTEN_ADDR", "value", ProxyListeners.onAll(ips(), port));
    }

    private List<String> ips() {
        return addresses.stream().map(InetAddress::getHostAddress).toList();
    }

    private Map<String, Object> status() {
        return ordered(
                "phase",
                "Running",
                "podIP",
                ips().getFirst(),
                "podIPs",
                ips().stream().map(ip -> ordered("ip", ip)).toList(),
                "conditions",
                List.of(ordered("type", "Ready", "status", ready ? "True" : "False")));
    }

    /** A map of names and values in turn, in that order. */
    static SequencedMap<String, Object> ordered(Object... namesAndValues) {
        SequencedMap<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
