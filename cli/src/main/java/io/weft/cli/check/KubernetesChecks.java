package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether there is a cluster, and one that will do.
 *
 * @see "cli, 4: kubernetes-api to gateway-api-crd; brief-vs-linkerd, 1.2"
 */
final class KubernetesChecks {
    private static final Pattern VERSION = Pattern.compile("v(?<major>[0-9]+)\\.(?<minor>[0-9]+).*");
    private static final int MINIMUM_MINOR = 29;
    private static final String ROUTES = "httproutes.gateway.networking.k8s.io";

    private final ClusterMesh mesh;

    KubernetesChecks(ClusterMesh mesh) {
        this.mesh = mesh;
    }

    CheckGroup api() {
        return new CheckGroup(
                "kubernetes-api",
                List.of(
                        new Check("can initialize the client", "k8s-api", Weight.FATAL, () -> {
                            Cluster _ = mesh.cluster();
                            return List.of();
                        }),
                        new Check("can query the Kubernetes API", "k8s-api", Weight.FATAL, () -> {
                            String _ = mesh.cluster().version();
                            return List.of();
                        })));
    }

    CheckGroup version() {
        return new CheckGroup(
                "kubernetes-version",
                List.of(new Check(
                        "is running the minimum Kubernetes API version", "k8s-version", Weight.ERROR, this::old)));
    }

    CheckGroup gateway() {
        return new CheckGroup(
                "gateway-api-crd",
                List.of(new Check(
                        "Gateway API CRDs are installed, or can be", "gateway-api-crd", Weight.FATAL, this::foreign)));
    }

    private List<String> old() {
        String version = mesh.cluster().version();
        Matcher parts = VERSION.matcher(version);
        boolean old = !parts.matches()
                || (Integer.parseInt(parts.group("major")) == 1
                        && Integer.parseInt(parts.group("minor")) < MINIMUM_MINOR);
        return old ? List.of("Kubernetes is " + version + ", at least v1." + MINIMUM_MINOR + " is needed") : List.of();
    }

    /** A cluster without routes of the Gateway API is well: linkerd install --crds brings them. */
    private List<String> foreign() {
        Optional<ClusterObject> definition = mesh.cluster().get(ClusterKind.DEFINITION, "", ROUTES);
        List<String> known = ResourceKind.GATEWAY_HTTP_ROUTE.versions();
        return definition
                .filter(each -> each.items("/spec/versions")
                        .filter(version -> version.path("served").asBoolean(false))
                        .noneMatch(
                                version -> known.contains(version.path("name").asString(""))))
                .map(each -> List.of(ROUTES + " serves none of " + String.join(", ", known)
                        + ": install a newer release of the Gateway API"))
                .orElse(List.of());
    }
}
