package io.weft.cli.machine;

import java.time.Duration;

/**
 * What a mesh on this machine is to be like.
 *
 * @param controlPlaneNamespace for instance {@code linkerd}
 * @param version of Weft, for those who ask the running mesh
 * @param dashboardPort preferred port on the host's 127.0.0.1; 0: any that is free
 * @param leafLifetime of workloads' certificates
 * @param traceRatio of requests that belong to no trace, how many begin one; from 0 to 1
 * @param prometheusUrl of a Prometheus that viz-service asks in place of its own memory; empty: none
 */
public record MeshSettings(
        String controlPlaneNamespace,
        String version,
        int dashboardPort,
        Duration leafLifetime,
        double traceRatio,
        String prometheusUrl) {
    /** Where the dashboard is on the host, unless somebody else listens there. */
    public static final int DASHBOARD_PORT = 8084;

    /** Of workloads' certificates, if nobody says otherwise. */
    public static final Duration LEAF_LIFETIME = Duration.ofHours(24);

    /** Of requests that belong to no trace, how many begin one, unless somebody wants it otherwise. */
    public static final double TRACE_RATIO = 1;

    private static final String CONTROL_PLANE_NAMESPACE = "linkerd";

    /** As if nobody had said anything. */
    public static MeshSettings usual(String version) {
        return new MeshSettings(CONTROL_PLANE_NAMESPACE, version, DASHBOARD_PORT, LEAF_LIFETIME, TRACE_RATIO, "");
    }

    /** The same with another ratio. */
    public MeshSettings withTraceRatio(double ratio) {
        return new MeshSettings(controlPlaneNamespace, version, dashboardPort, leafLifetime, ratio, prometheusUrl);
    }
}
