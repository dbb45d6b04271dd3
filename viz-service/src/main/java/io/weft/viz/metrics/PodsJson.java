package io.weft.viz.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@code linkerd2.viz.ListPodsResponse}; what destination does not tell of pods is left out. */
public record PodsJson(List<Pod> pods) {
    /**
     * A pod, or an external machine. Of its owners, {@code NAMESPACE/NAME}, at most one is not null.
     *
     * @param name {@code NAMESPACE/NAME}
     * @param podIP empty if it is not known
     * @param added whether it has a sidecar
     * @param controllerNamespace the control plane's of its sidecar; empty without one
     * @param controlPlane whether it is one of the control plane's
     */
    public record Pod(
            String name,
            String podIP,
            @Nullable String deployment,
            @Nullable String replicaSet,
            @Nullable String replicationController,
            @Nullable String statefulSet,
            @Nullable String daemonSet,
            @Nullable String job,
            String status,
            boolean added,
            String controllerNamespace,
            boolean controlPlane,
            boolean proxyReady) {}
}
