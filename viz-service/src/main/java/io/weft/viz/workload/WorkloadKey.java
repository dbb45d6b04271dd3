package io.weft.viz.workload;

/**
 * Names a workload.
 *
 * @param kind {@code pod} or {@code external_workload}
 */
public record WorkloadKey(String namespace, String kind, String name) {}
