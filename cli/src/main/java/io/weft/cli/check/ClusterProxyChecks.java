package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.ClusterObject;
import java.util.List;
import java.util.Optional;

/**
 * Whether the control plane's own sidecars are well.
 *
 * @see "cli, 4: linkerd-control-plane-proxy"
 */
final class ClusterProxyChecks {
    private final ClusterMesh mesh;
    private final Releases releases;

    ClusterProxyChecks(ClusterMesh mesh, Releases releases) {
        this.mesh = mesh;
        this.releases = releases;
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-control-plane-proxy",
                List.of(
                        new Check(
                                        "control plane proxies are healthy",
                                        "l5d-cp-proxy-healthy",
                                        Weight.FATAL,
                                        () -> unready(mesh.controlPlanePods()))
                                .withRetries(),
                        new Check(
                                "control plane proxies are up-to-date",
                                "l5d-cp-proxy-version",
                                Weight.WARNING,
                                () -> differing(mesh.controlPlanePods(), releases.expected())),
                        new Check(
                                "control plane proxies and cli versions match",
                                "l5d-cp-proxy-cli-version",
                                Weight.WARNING,
                                () -> differing(mesh.controlPlanePods(), releases.cli()))));
    }

    static List<String> unready(List<ClusterObject> pods) {
        return pods.stream()
                .map(pod -> new PodStatus(pod).proxyUnready())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Pods whose sidecar is not of that release. */
    static List<String> differing(List<ClusterObject> pods, String release) {
        return pods.stream()
                .filter(pod -> !new PodStatus(pod).proxyVersion().equals(release))
                .map(pod -> pod.title() + " has a sidecar of " + new PodStatus(pod).proxyVersion() + ", not " + release)
                .toList();
    }
}
