package io.weft.e2e.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** As {@code kubectl cordon}, {@code drain} and {@code uncordon}: pods go when their disruption budgets let them. */
final class NodeDrain {
    private final KubernetesClient client;
    private final String node;

    NodeDrain(KubernetesClient client, String node) {
        this.client = client;
        this.node = node;
    }

    String node() {
        return node;
    }

    /** Nothing new is put there, or may be again. */
    void cordon(boolean cordoned) {
        client.nodes().withName(node).edit(each -> withUnschedulable(each, cordoned));
    }

    private static Node withUnschedulable(Node node, boolean cordoned) {
        return new NodeBuilder(node)
                .editSpec()
                .withUnschedulable(cordoned)
                .endSpec()
                .build();
    }

    List<Pod> pods() {
        return client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .list()
                .getItems();
    }

    /** Evicts them one after the other, each as soon as its budget allows, and waits until they are gone. */
    void evict(List<Pod> pods) {
        for (Pod pod : pods) {
            Eventually.is(pod.getMetadata().getName() + " is evicted", true, () -> isEvicted(pod));
        }
        for (Pod pod : pods) {
            Eventually.is(pod.getMetadata().getName() + " is there", false, () -> isThere(pod));
        }
    }

    private boolean isEvicted(Pod pod) {
        return !isThere(pod) || client.pods().resource(pod).evict();
    }

    private boolean isThere(Pod pod) {
        Pod now = client.pods().resource(pod).get();
        return now != null
                && now.getMetadata().getUid().equals(pod.getMetadata().getUid());
    }
}
