package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.ClusterObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether the pods of an extension run, behind healthy sidecars of this release.
 *
 * @see "cli, 9.5 and 11"
 */
record ExtensionPodChecks(ExtensionMesh extension, Releases releases) {
    /** In their order; anchors begin with {@code l5d-NAME-}. */
    Stream<Check> checks() {
        String name = extension.name();
        return Stream.of(
                check("pods are injected", "pods-injection", this::bare),
                check("pods are running", "pods-running", this::unready).withRetries(),
                check("proxies are healthy", "proxy-healthy", () -> ClusterProxyChecks.unready(meshed())),
                check(
                        "proxies are up-to-date",
                        "proxy-cp-version",
                        () -> ClusterProxyChecks.differing(meshed(), releases.expected())),
                new Check(
                        name + " extension proxies and cli versions match",
                        "l5d-" + name + "-proxy-cli-version",
                        Weight.WARNING,
                        () -> ClusterProxyChecks.differing(meshed(), releases.cli())));
    }

    private Check check(String what, String anchor, Check.Probe probe) {
        String name = extension.name();
        return new Check(name + " extension " + what, "l5d-" + name + "-" + anchor, Weight.WARNING, probe);
    }

    private List<String> bare() {
        return extension.pods().stream()
                .filter(Predicate.not(PodStatus::hasProxy))
                .map(pod -> pod.title() + " has no sidecar: is the injector well? Then restart it")
                .toList();
    }

    private List<String> unready() {
        List<ClusterObject> pods = extension.pods();
        return pods.isEmpty()
                ? List.of("there is no pod of " + extension.name() + " in namespace " + extension.namespace())
                : pods.stream()
                        .map(pod -> new PodStatus(pod).unready())
                        .flatMap(Optional::stream)
                        .toList();
    }

    private List<ClusterObject> meshed() {
        return extension.pods().stream().filter(PodStatus::hasProxy).toList();
    }
}
