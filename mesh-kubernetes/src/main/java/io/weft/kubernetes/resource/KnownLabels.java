package io.weft.kubernetes.resource;

/** Labels the control plane reads or writes. */
public final class KnownLabels {
    /** On a workload: it has a sidecar of the control plane in that namespace. */
    public static final String CONTROL_PLANE_NAMESPACE = "linkerd.io/control-plane-ns";

    /** On a workload: its own namespace. */
    public static final String WORKLOAD_NAMESPACE = "linkerd.io/workload-ns";

    /** On a workload: the Deployment it belongs to. */
    public static final String PROXY_DEPLOYMENT = "linkerd.io/proxy-deployment";

    /** On a pod of a Deployment. */
    public static final String POD_TEMPLATE_HASH = "pod-template-hash";

    /** On a Node: the zone it stands in. */
    public static final String ZONE = "topology.kubernetes.io/zone";

    /** On an EndpointSlice: the Service it belongs to. */
    public static final String SERVICE_NAME = "kubernetes.io/service-name";

    /** On an EndpointSlice: who keeps it up to date. */
    public static final String ENDPOINT_SLICE_MANAGED_BY = "endpointslice.kubernetes.io/managed-by";

    /** On a Service: the cluster whose Service it stands for. */
    public static final String MIRRORED_CLUSTER = "mirror.linkerd.io/cluster-name";

    private KnownLabels() {}
}
