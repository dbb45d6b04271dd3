package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.Cluster.Action;
import io.weft.cli.cluster.ClusterKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether the user could install a mesh.
 *
 * @see "cli, 4: pre-kubernetes-setup"
 */
final class BeforeInstallChecks {
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final List<ClusterKind> CLUSTER_WIDE = List.of(
            ClusterKind.NAMESPACE,
            ClusterKind.CLUSTER_ROLE,
            ClusterKind.CLUSTER_ROLE_BINDING,
            ClusterKind.DEFINITION,
            ClusterKind.MUTATING_WEBHOOK,
            ClusterKind.VALIDATING_WEBHOOK);
    private static final List<ClusterKind> NAMESPACED = List.of(
            ClusterKind.SERVICE_ACCOUNT,
            ClusterKind.SERVICE,
            ClusterKind.DEPLOYMENT,
            ClusterKind.CRON_JOB,
            ClusterKind.CONFIG_MAP,
            ClusterKind.SECRET);

    private final ClusterMesh mesh;
    private final InstantSource clock;

    BeforeInstallChecks(ClusterMesh mesh, InstantSource clock) {
        this.mesh = mesh;
        this.clock = clock;
    }

    CheckGroup group() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "control plane namespace does not already exist", "pre-ns", Weight.ERROR, this::namespaceIsTaken));
        checks.add(new Check("can create non-namespaced resources", "pre-k8s-cluster-k8s", Weight.ERROR, () -> {
            List<String> complaints = new ArrayList<>();
            CLUSTER_WIDE.forEach(kind -> complaints.addAll(refused("create", kind, "")));
            return complaints;
        }));
        for (ClusterKind kind : NAMESPACED) {
            checks.add(new Check(
                    "can create " + kind.kind() + "s",
                    "pre-k8s",
                    Weight.ERROR,
                    () -> refused("create", kind, mesh.namespace())));
        }
        checks.add(new Check(
                "can read Secrets",
                "pre-k8s",
                Weight.ERROR,
                () -> refused("get", ClusterKind.SECRET, mesh.namespace())));
        checks.add(new Check(
                "can read extension-apiserver-authentication configmap",
                "pre-k8s",
                Weight.ERROR,
                () -> refused("get", ClusterKind.CONFIG_MAP, "kube-system")));
        checks.add(new Check("no clock skew detected", "pre-k8s-clock-skew", Weight.WARNING, this::skew));
        return new CheckGroup("pre-kubernetes-setup", checks);
    }

    private List<String> namespaceIsTaken() {
        return mesh.cluster().get(ClusterKind.NAMESPACE, "", mesh.namespace()).isPresent()
                ? List.of("namespace " + mesh.namespace() + " exists: take another with -L, or linkerd uninstall")
                : List.of();
    }

    private List<String> refused(String verb, ClusterKind kind, String namespace) {
        return mesh.cluster().may(new Action(verb, kind.group(), kind.plural()), namespace)
                ? List.of()
                : List.of("you may not " + verb + " " + kind.plural()
                        + (namespace.isEmpty() ? "" : " in namespace " + namespace));
    }

    /** By when a node said last that it is there; the one that spoke last, since others may be gone. */
    private List<String> skew() {
        Optional<Instant> last = mesh.cluster().list(ClusterKind.LEASE, "kube-node-lease", "").stream()
                .map(lease -> lease.text("/spec/renewTime"))
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .max(Comparator.naturalOrder());
        Instant now = clock.instant();
        return last.filter(time -> Duration.between(time, now).abs().compareTo(SKEW) > 0)
                .map(time -> List.of("this machine's clock says " + now + ", the nodes' " + time))
                .orElse(List.of());
    }
}
