package io.weft.cli.listing;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.stream.Stream;

/** Pods with a sidecar, in groups, each under its heading. */
final class PodGroups {
    private static final String PROXY = "linkerd-proxy";

    private final Console console;
    private final List<ClusterObject> pods;

    /**
     * Of a namespace, or of all.
     *
     * @param within empty: all
     */
    PodGroups(Cluster cluster, String controlPlane, String within, Console console) {
        this.console = console;
        pods = cluster.list(ClusterKind.POD, within, "linkerd.io/control-plane-ns=" + controlPlane).stream()
                .filter(PodGroups::hasProxy)
                .toList();
    }

    List<ClusterObject> pods() {
        return pods;
    }

    /** Nothing for no pods. */
    void print(String heading, List<ClusterObject> group) {
        if (!group.isEmpty()) {
            console.print(heading + ":");
            group.stream().map(ClusterObject::title).sorted().forEach(title -> console.print("\t* " + title));
            console.print("");
        }
    }

    private static boolean hasProxy(ClusterObject pod) {
        return Stream.concat(pod.items("/spec/initContainers"), pod.items("/spec/containers"))
                .anyMatch(container -> container.path("name").asString("").equals(PROXY));
    }
}
