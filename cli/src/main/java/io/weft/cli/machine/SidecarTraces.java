package io.weft.cli.machine;

import io.weft.core.WorkloadIdentity;
import io.weft.injection.TraceCollector;
import io.weft.injection.TraceResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a workload's sidecar is told about traces: viz-service collects them, or whom an annotation names. The control plane's own requests are not traced.
 *
 * @see "one-machine, Traces"
 */
final class SidecarTraces {
    private static final String PREFIX = "LINKERD2_PROXY_TRACE_";

    private static final TraceCollector VIZ = new TraceCollector(
            ControlPlane.COLLECTOR + "." + ControlPlane.VIZ_NAMESPACE + ".svc." + MeshContext.CLUSTER_DOMAIN + ".:"
                    + ControlPlane.COLLECTOR_PORT,
            ControlPlane.VIZ,
            ControlPlane.VIZ_NAMESPACE);

    private SidecarTraces() {}

    /** @param warnings told of annotations that cannot be read */
    static Map<String, String> environment(
            MeshContext mesh, WorkloadSpec spec, PodName pod, Consumer<String> warnings) {
        if (ofControlPlane(mesh, spec) && !training(mesh)) {
            return Map.of();
        }
        Map<String, String> labels = PodManifest.labels(spec, mesh.controlPlaneNamespace());
        TraceResource resource = TraceResource.of(labels, spec.annotations());
        Map<String, String> attributes = new LinkedHashMap<>(labels);
        attributes.put("k8s.pod.name", pod.name());
        attributes.put("k8s.container.name", Sidecar.CONTAINER);
        attributes.putAll(resource.attributes());
        Map<String, String> environment = new LinkedHashMap<>();
        TraceCollector collector = TraceCollector.of(spec.annotations(), spec.namespace(), VIZ, warnings);
        environment.put(PREFIX + "COLLECTOR_SVC_ADDR", collector.address());
        environment.put(
                PREFIX + "COLLECTOR_SVC_NAME",
                WorkloadIdentity.of(
                                collector.account(),
                                collector.namespace(),
                                mesh.controlPlaneNamespace(),
                                MeshContext.CLUSTER_DOMAIN)
                        .name());
        environment.put(PREFIX + "SERVICE_NAME", resource.serviceName().orElse(spec.name()));
        environment.put(PREFIX + "EXTRA_ATTRIBUTES", TraceResource.lines(attributes));
        environment.put(PREFIX + "ROOT_RATIO", ratio(mesh));
        return environment;
    }

    private static boolean ofControlPlane(MeshContext mesh, WorkloadSpec spec) {
        return spec.namespace().equals(mesh.controlPlaneNamespace())
                || spec.namespace().equals(ControlPlane.VIZ_NAMESPACE);
    }

    /** Whether it is the sidecar that a cache is made of: it does what others do, though it stands with the control plane. */
    private static boolean training(MeshContext mesh) {
        return mesh.installation().training() != null;
    }

    /** Requests by which caches are trained are nobody's. */
    private static String ratio(MeshContext mesh) {
        return training(mesh) ? "0" : Double.toString(mesh.traceRatio());
    }
}
