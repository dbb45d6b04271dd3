package io.weft.viz.api;

import io.weft.api.viz.Pod;
import io.weft.viz.workload.Workload;
import java.net.InetSocketAddress;

/** Pods as the API lists them: what destination tells of them; what it does not tell stays unset. Pure. */
final class PodTranslator {
    private static final String CONTROL_PLANE = "linkerd.io/control-plane-ns";
    private static final String COMPONENT = "linkerd.io/control-plane-component";

    private PodTranslator() {}

    static Pod pod(Workload workload) {
        Pod.Builder pod = Pod.newBuilder()
                .setName(workload.key().namespace() + "/" + workload.key().name())
                .setStatus(workload.ready() ? "Running" : "NotReady")
                .setAdded(workload.meshed())
                .setProxyReady(workload.meshed() && workload.ready())
                .setControllerNamespace(workload.labels().getOrDefault(CONTROL_PLANE, ""))
                .setControlPlane(workload.labels().containsKey(COMPONENT));
        workload.admin().map(PodTranslator::ip).ifPresent(pod::setPodIP);
        String owner = workload.key().namespace() + "/" + workload.ownerName();
        switch (workload.ownerKind()) {
            case "deployment" -> pod.setDeployment(owner);
            case "replicaset" -> pod.setReplicaSet(owner);
            case "replicationcontroller" -> pod.setReplicationController(owner);
            case "statefulset" -> pod.setStatefulSet(owner);
            case "daemonset" -> pod.setDaemonSet(owner);
            case "job" -> pod.setJob(owner);
            default -> {} // the API has no field for it
        }
        return pod.build();
    }

    private static String ip(InetSocketAddress admin) {
        return admin.getAddress().getHostAddress();
    }
}
