package io.weft.destination.policy;

import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.core.policy.ServerPolicy;
import io.weft.destination.cluster.Manifests;
import io.weft.destination.cluster.PodBuilder;
import io.weft.destination.cluster.Settings;
import io.weft.destination.reasons.Explained;
import io.weft.destination.settings.Complaints;
import io.weft.destination.settings.MeshSettings;
import io.weft.destination.workloads.Workload;
import io.weft.destination.workloads.WorkloadReader;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.Resource;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Policies over one workload at a time: who gets through to which port? */
final class PolicyTable {
    final List<String> complaints = new ArrayList<>();
    private final MeshSettings settings;
    private final PolicyIndex index;
    private final InboundPolicies policies;
    private final WorkloadReader reader;

    PolicyTable(MeshSettings settings) {
        this.settings = settings;
        Complaints log = Settings.into(complaints);
        index = new PolicyIndex(settings, log);
        policies = new InboundPolicies(settings, index, log);
        reader = new WorkloadReader(settings, log);
    }

    static PolicyTable usual() {
        return new PolicyTable(Settings.USUAL);
    }

    PolicyTable given(String manifests) {
        Manifests.read(manifests).forEach(index::put);
        return this;
    }

    PolicyTable given(Resource resource) {
        index.put(resource);
        return this;
    }

    PolicyTable without(Resource resource) {
        index.remove(resource.id());
        return this;
    }

    ServedPort served(PodBuilder pod, int port) {
        return policies.port(workload(pod), port);
    }

    Explained<ServedPort> explain(PodBuilder pod, int port) {
        return Explained.of(reasons -> policies.port(workload(pod), port, reasons));
    }

    ServerPolicy port(PodBuilder pod, int port) {
        return policies.port(workload(pod), port).policy();
    }

    ServerPolicy port(ExternalWorkload machine, int port) {
        return policies.port(reader.read(machine), port).policy();
    }

    boolean opaque(PodBuilder pod, int port) {
        return policies.opaque(workload(pod), port);
    }

    boolean admits(PodBuilder pod, int port, Peer peer) {
        return admits(port(pod, port), peer);
    }

    static boolean admits(ServerPolicy policy, Peer peer) {
        return policy.authorizations().stream().anyMatch(authorization -> authorization.admits(peer));
    }

    Workload workload(PodBuilder pod) {
        return reader.read(pod.build());
    }

    MeshSettings settings() {
        return settings;
    }

    /** A pod in the cluster that the mesh knows as that service account. */
    static Peer meshed(String account, String namespace) {
        return Peer.meshed(
                InetAddress.ofLiteral("10.42.9.9"),
                WorkloadIdentity.of(account, namespace, "linkerd", "cluster.local"));
    }

    /** Without TLS. */
    static Peer plain(String address) {
        return Peer.plaintext(InetAddress.ofLiteral(address));
    }
}
