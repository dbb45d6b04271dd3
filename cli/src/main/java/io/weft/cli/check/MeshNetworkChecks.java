package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import io.weft.core.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the address ranges that the mesh was told of hold what is in the cluster. */
final class MeshNetworkChecks {
    /** More of the same kind teach nothing. */
    private static final int SHOWN = 5;

    private final ClusterMesh mesh;

    MeshNetworkChecks(ClusterMesh mesh) {
        this.mesh = mesh;
    }

    Check nodes() {
        return new Check(
                "cluster networks contains all node podCIDRs",
                "l5d-cluster-networks-cidr",
                Weight.ERROR,
                () -> outside(mesh.cluster().list(ClusterKind.NODE, "", "").stream()
                        .flatMap(node -> node.items("/spec/podCIDRs")
                                .map(range -> new Named(range.asString(""), "of node " + node.name())))));
    }

    Check pods() {
        return new Check(
                "cluster networks contains all pods",
                "l5d-cluster-networks-pods",
                Weight.ERROR,
                () -> outside(mesh.cluster().list(ClusterKind.POD, "", "").stream()
                        .filter(pod -> !pod.at("/spec/hostNetwork").asBoolean(false))
                        .map(pod -> new Named(pod.text("/status/podIP"), "of pod " + pod.title()))));
    }

    Check services() {
        return new Check(
                "cluster networks contains all services",
                "l5d-cluster-networks-pods",
                Weight.ERROR,
                () -> outside(mesh.cluster().list(ClusterKind.SERVICE, "", "").stream()
                        .map(service -> new Named(service.text("/spec/clusterIP"), "of service " + service.title()))));
    }

    /** An address or a range, and whose it is. */
    private record Named(String text, String owner) {}

    private List<String> outside(Stream<Named> all) {
        String text = mesh.values().path("clusterNetworks").asString("");
        List<Network> ranges = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Network::parse)
                .flatMap(Optional::stream)
                .toList();
        return all.filter(each -> Network.parse(each.text())
                        .filter(network -> ranges.stream().noneMatch(range -> range.contains(network)))
                        .isPresent())
                .limit(SHOWN)
                .map(each ->
                        each.text() + " " + each.owner() + " is in none of " + text + ": see the value clusterNetworks")
                .toList();
    }
}
