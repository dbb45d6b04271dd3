package io.weft.cli.machine;

import io.weft.injection.TraceResource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a workload's sidecar is told about traces: viz-service collects them. The control plane's own requests are not traced.
 *
 * @see "one-machine, Traces"
 */
final class SidecarTraces {
    private static final String PREFIX = "LINKERD2_PROXY_TRACE_";

    private SidecarTraces() {}

    static Map<String, String> environment(MeshContext mesh, WorkloadSpec spec, PodName pod) {
        if (spec.namespace().equals(mesh.controlPlaneNamespace())
                || spec.namespace().equals(ControlPlane.VIZ_NAMESPACE)) {
            return Map.of();
        }
        Map<String, String> labels = PodManifest.labels(spec, mesh.controlPlaneNamespace());
        TraceResource resource = TraceResource.of(labels, spec.annotations());
        Map<String, String> attributes = new LinkedHashMap<>(labels);
        attributes.put("k8s.pod.name", pod.name());
        attributes.put("k8s.container.name", Sidecar.CONTAINER);
        attributes.putAll(resource.attributes());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(PREFIX + "COLLECTOR_SVC_ADDR", collector());
        environment.put(
                PREFIX + "COLLECTOR_SVC_NAME",
                ControlPlane.vizIdentity(mesh.controlPlaneNamespace()).name());
        environment.put(PREFIX + "SERVICE_NAME", resource.serviceName().orElse(spec.name()));
        environment.put(PREFIX + "EXTRA_ATTRIBUTES", TraceResource.lines(attributes));
        environment.put(PREFIX + "ROOT_RATIO", ratio(mesh));
        return environment;
    }

    private static String collector() {
        return ControlPlane.COLLECTOR + "." + ControlPlane.VIZ_NAMESPACE + ".svc." + MeshContext.CLUSTER_DOMAIN + ".:"
                + ControlPlane.COLLECTOR_PORT;
    }

    /** Requests by which caches are trained are nobody's. */
    private static String ratio(MeshContext mesh) {
        return mesh.installation().training() == null ? Double.toString(mesh.traceRatio()) : "0";
    }
}
