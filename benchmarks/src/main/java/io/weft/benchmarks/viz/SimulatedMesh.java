package io.weft.benchmarks.viz;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Deployments of five meshed pods, each of which calls the next few: a ring. Pure.
 *
 * @param pods at least 2
 * @param peers how many deployments each calls, and is called by; fewer where there are no more
 */
record SimulatedMesh(int pods, int peers) {
    static final String NAMESPACE = "shop";
    private static final int REPLICAS = 5;

    int deployments() {
        return Math.max(2, pods / REPLICAS);
    }

    /** Of a pod. */
    int deployment(int pod) {
        return pod % deployments();
    }

    static String name(int deployment) {
        return "workload-" + deployment;
    }

    String podName(int pod) {
        return name(deployment(pod)) + "-7d9f8c6b5-" + pod;
    }

    static String identity(int deployment) {
        return name(deployment) + "." + NAMESPACE + ".serviceaccount.identity.linkerd.cluster.local";
    }

    /** Which deployments one calls. */
    List<Integer> callees(int deployment) {
        return around(deployment, 1);
    }

    /** Which deployments call one. */
    List<Integer> callers(int deployment) {
        return around(deployment, -1);
    }

    /** A pod of that deployment, which the caller's balancer prefers. */
    int podOf(int deployment, int caller) {
        int replicas = (pods - 1 - deployment) / deployments() + 1;
        return deployment + caller % replicas * deployments();
    }

    private List<Integer> around(int deployment, int step) {
        return IntStream.rangeClosed(1, Math.min(peers, deployments() - 1))
                .map(far -> Math.floorMod(deployment + step * far, deployments()))
                .boxed()
                .toList();
    }
}
