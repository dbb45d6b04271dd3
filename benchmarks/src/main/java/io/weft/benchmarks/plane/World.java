package io.weft.benchmarks.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the cluster holds: Services with the meshed pods behind them, on a hundred nodes in three zones. Pure. Service 0 is the
 * busy one, whose pods change; a twentieth of all pods are its, at most {@link #ROLLOUT}.
 *
 * @param services at least 2
 * @param endpoints pods, each behind one Service; at least 20 and not fewer than services
 */
record World(int services, int endpoints) {
    static final String NAMESPACE = "bench";
    static final int ROLLOUT = 500;
    private static final int NODES = 100;
    private static final int ZONES = 3;
    /** As the EndpointSlice controller fills them. */
    private static final int SLICE = 100;

    /** How many pods the busy Service has. */
    int busy() {
        return Math.min(ROLLOUT, endpoints / 20);
    }

    static String name(int service) {
        return "s-" + service;
    }

    /** What a client asks Destination for. */
    static String authority(int service) {
        return name(service) + "." + NAMESPACE + ".svc.cluster.local:80";
    }

    static String node(int number) {
        return "node-" + number % NODES;
    }

    /** Pods of a Service, by number: those of the busy one come first. */
    List<Integer> pods(int service) {
        if (service == 0) {
            return IntStream.range(0, busy()).boxed().toList();
        }
        int rest = endpoints - busy();
        int from = busy() + (int) ((long) rest * (service - 1) / (services - 1));
        int to = busy() + (int) ((long) rest * service / (services - 1));
        return IntStream.range(from, to).boxed().toList();
    }

    /** Everything, in a cluster that starts. */
    void fill(ApiServer server) {
        for (int node = 0; node < NODES; node++) {
            server.put(ApiServer.Kind.NODE, node(node), Manifests.node(node(node), "zone-" + node % ZONES));
        }
        for (int service = 0; service < services; service++) {
            server.put(ApiServer.Kind.SERVICE, name(service), Manifests.service(name(service), service));
            for (int pod : pods(service)) {
                server.put(ApiServer.Kind.POD, Manifests.podName(pod), Manifests.pod(pod, service));
            }
            slices(server, service, pods(service));
        }
    }

    /** The Service's pods are now these; slices that say so already are left alone. */
    static void slices(ApiServer server, int service, List<Integer> pods) {
        for (int from = 0, slice = 0; from < pods.size(); from += SLICE, slice++) {
            List<Integer> part = new ArrayList<>(pods.subList(from, Math.min(pods.size(), from + SLICE)));
            String name = name(service) + "-" + slice;
            server.put(ApiServer.Kind.SLICE, name, Manifests.slice(name, name(service), part));
        }
    }
}
