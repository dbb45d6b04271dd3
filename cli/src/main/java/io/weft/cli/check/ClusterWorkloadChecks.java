package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.policy.ClusterPolicies;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether the sidecars of workloads are well, and what asks for them is written where it is read.
 *
 * @see "cli, 4: linkerd-identity-data-plane, linkerd-data-plane"
 */
final class ClusterWorkloadChecks {
    private static final String OPAQUE = "config.linkerd.io/opaque-ports";

    private final ClusterMesh mesh;
    private final Releases releases;
    private final String namespace;

    /** {@code namespace} limits what is looked at; empty: all. */
    ClusterWorkloadChecks(ClusterMesh mesh, Releases releases, String namespace) {
        this.mesh = mesh;
        this.releases = releases;
        this.namespace = namespace;
    }

    CheckGroup identity() {
        return new CheckGroup(
                "linkerd-identity-data-plane",
                List.of(new Check(
                        "data plane proxies certificate match CA",
                        "l5d-identity-data-plane-proxies-certs-match-ca",
                        Weight.WARNING,
                        this::otherAnchors)));
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-data-plane",
                List.of(
                        existence(),
                        new Check("data plane proxies are ready", "l5d-data-plane-ready", Weight.FATAL, this::unready)
                                .withRetries(),
                        new Check(
                                "data plane is up-to-date",
                                "l5d-data-plane-version",
                                Weight.WARNING,
                                () -> ClusterProxyChecks.differing(pods(), releases.expected())),
                        new Check(
                                "data plane and cli versions match",
                                "l5d-data-plane-cli-version",
                                Weight.WARNING,
                                () -> ClusterProxyChecks.differing(pods(), releases.cli())),
                        new Check(
                                "data plane pod labels are configured correctly",
                                "l5d-data-plane-pod-labels",
                                Weight.WARNING,
                                () -> labelledInstead(
                                        pods(),
                                        key -> key.startsWith("config.linkerd.io/")
                                                || key.equals("linkerd.io/inject"))),
                        new Check(
                                "data plane service labels are configured correctly",
                                "l5d-data-plane-services-labels",
                                Weight.WARNING,
                                () -> labelledInstead(services(), key -> key.startsWith("config.linkerd.io/"))),
                        new Check(
                                "data plane service annotations are configured correctly",
                                "l5d-data-plane-services-annotations",
                                Weight.WARNING,
                                this::annotatedInstead),
                        new Check(
                                "opaque ports are properly annotated",
                                "linkerd-opaque-ports-definition",
                                Weight.WARNING,
                                new OpaquePortsCheck(this::services, this::pods)),
                        probeRoutes()));
    }

    private Check probeRoutes() {
        return new Check(
                        "routes of Servers leave health checks a way in",
                        "weft-probe-routes",
                        Weight.WARNING,
                        new ProbeRoutesCheck(() -> new ClusterPolicies(mesh.cluster(), unreadable -> {}).of(namespace)))
                .onlyWhen(() ->
                        !mesh.values().at("/policyController/probeNetworks").isEmpty());
    }

    /** Whether there is what is to be looked at. */
    Check existence() {
        return new Check(
                "data plane namespace exists", "l5d-data-plane-exists", Weight.FATAL, this::namespaceIsMissing);
    }

    private List<String> otherAnchors() {
        String current = mesh.own(ClusterKind.CONFIG_MAP, "linkerd-identity-trust-roots")
                .map(roots -> TrustRoots.fingerprint(roots.text("/data/ca-bundle.crt")))
                .orElse("");
        return pods().stream()
                .filter(pod -> !pod.annotation("linkerd.io/trust-root-sha256").equals(current))
                .map(pod -> pod.title() + " was made with other trust anchors: restart it before the old ones end")
                .toList();
    }

    private List<String> namespaceIsMissing() {
        return namespace.isEmpty()
                        || mesh.cluster()
                                .get(ClusterKind.NAMESPACE, "", namespace)
                                .isPresent()
                ? List.of()
                : List.of("there is no namespace " + namespace);
    }

    private List<String> unready() {
        List<ClusterObject> pods = pods();
        return pods.isEmpty()
                ? List.of("there is no pod with a sidecar" + (namespace.isEmpty() ? "" : " in " + namespace)
                        + ": label a namespace linkerd.io/injection=enabled, and restart its workloads")
                : ClusterProxyChecks.unready(pods);
    }

    private static List<String> labelledInstead(List<ClusterObject> objects, Predicate<String> meantAsAnnotation) {
        return objects.stream()
                .flatMap(object -> object.labels().propertyNames().stream()
                        .filter(meantAsAnnotation)
                        .map(key -> object.title() + " has a label " + key + ", which is read as an annotation only"))
                .toList();
    }

    private List<String> annotatedInstead() {
        return services().stream()
                .filter(service -> service.annotations().has("mirror.linkerd.io/exported"))
                .map(service -> service.title()
                        + " has an annotation mirror.linkerd.io/exported, which is read as a label only")
                .toList();
    }

    private List<ClusterObject> pods() {
        return mesh.meshedPods(namespace);
    }

    private List<ClusterObject> services() {
        return mesh.cluster().list(ClusterKind.SERVICE, namespace, "");
    }

    static String opaquePorts(ClusterObject object) {
        return object.annotation(OPAQUE);
    }
}
