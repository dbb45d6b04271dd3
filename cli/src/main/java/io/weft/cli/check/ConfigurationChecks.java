package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether all objects of an installation are there.
 *
 * @see "cli, 4: linkerd-crd, linkerd-config"
 */
final class ConfigurationChecks {
    private final ClusterMesh mesh;

    ConfigurationChecks(ClusterMesh mesh) {
        this.mesh = mesh;
    }

    /** Before the control plane is there. */
    CheckGroup definitionsOnly() {
        return new CheckGroup("linkerd-crd", List.of(definitions().withRetries()));
    }

    CheckGroup group() {
        return new CheckGroup(
                "linkerd-config",
                List.of(
                        new Check(
                                "control plane Namespace exists",
                                "l5d-existence-ns",
                                Weight.FATAL,
                                () -> absent(ClusterKind.NAMESPACE, "", mesh.namespace())),
                        new Check(
                                "control plane ClusterRoles exist",
                                "l5d-existence-cr",
                                Weight.FATAL,
                                () -> absent(ClusterKind.CLUSTER_ROLE, "", roles())),
                        new Check(
                                "control plane ClusterRoleBindings exist",
                                "l5d-existence-crb",
                                Weight.FATAL,
                                () -> absent(ClusterKind.CLUSTER_ROLE_BINDING, "", roles())),
                        new Check(
                                "control plane ServiceAccounts exist",
                                "l5d-existence-sa",
                                Weight.FATAL,
                                () -> absent(
                                        ClusterKind.SERVICE_ACCOUNT,
                                        mesh.namespace(),
                                        ClusterMesh.COMPONENTS.stream()
                                                .map(component -> "linkerd-" + component)
                                                .toArray(String[]::new))),
                        definitions(),
                        new Check(
                                "control plane MutatingWebhookConfigurations exist",
                                "l5d-existence-mwc",
                                Weight.FATAL,
                                () -> absent(ClusterKind.MUTATING_WEBHOOK, "", webhooks(ClusterKind.MUTATING_WEBHOOK))),
                        new Check(
                                "control plane ValidatingWebhookConfigurations exist",
                                "l5d-existence-vwc",
                                Weight.FATAL,
                                () -> absent(
                                        ClusterKind.VALIDATING_WEBHOOK, "", webhooks(ClusterKind.VALIDATING_WEBHOOK))),
                        new Check(
                                "proxy-init container runs as root user if docker container runtime is used",
                                "l5d-proxy-init-run-as-root",
                                Weight.ERROR,
                                this::docker),
                        policySettings()));
    }

    private Check policySettings() {
        PolicySettingsCheck settings = new PolicySettingsCheck(mesh);
        return new Check(
                        "AuthorizationPolicies that require nothing mean what the installation says",
                        "weft-policy-settings",
                        Weight.WARNING,
                        settings)
                .withRemark(settings::remark);
    }

    private Check definitions() {
        return new Check(
                "control plane CustomResourceDefinitions exist",
                "l5d-existence-crd",
                Weight.FATAL,
                () -> Arrays.stream(ResourceKind.values())
                        .filter(ConfigurationChecks::isOurs)
                        .map(this::unserved)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static boolean isOurs(ResourceKind kind) {
        return ("." + kind.group()).endsWith(".linkerd.io") || kind == ResourceKind.TRAFFIC_SPLIT;
    }

    private Optional<String> unserved(ResourceKind kind) {
        String name = plural(kind.kind()) + "." + kind.group();
        Optional<ClusterObject> definition = mesh.cluster().get(ClusterKind.DEFINITION, "", name);
        if (definition.isEmpty()) {
            return Optional.of(name + " is missing: linkerd install --crds | kubectl apply -f -");
        }
        List<String> served = definition
                .get()
                .items("/spec/versions")
                .filter(version -> version.path("served").asBoolean(false))
                .map(version -> version.path("name").asString(""))
                .toList();
        boolean foreign =
                kind == ResourceKind.TRAFFIC_SPLIT && kind.versions().stream().anyMatch(served::contains);
        return foreign || served.containsAll(kind.versions())
                ? Optional.empty()
                : Optional.of(name + " serves " + String.join(", ", served) + " only: linkerd upgrade --crds | kubectl"
                        + " apply -f -");
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.endsWith("y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    private static String[] webhooks(ClusterKind kind) {
        return Stream.of(Webhook.values())
                .filter(webhook -> webhook.kind() == kind)
                .map(Webhook::configuration)
                .toArray(String[]::new);
    }

    private String[] roles() {
        return ClusterMesh.COMPONENTS.stream()
                .map(component -> "linkerd-" + mesh.namespace() + "-" + component)
                .toArray(String[]::new);
    }

    private List<String> absent(ClusterKind kind, String namespace, String... names) {
        return Stream.of(names)
                .filter(name -> mesh.cluster().get(kind, namespace, name).isEmpty())
                .map(name -> kind.kind() + " " + name + " is missing")
                .toList();
    }

    private List<String> docker() {
        if (mesh.values().at("/proxyInit/runAsRoot").asBoolean(true)) {
            return List.of();
        }
        String nodes = mesh.cluster().list(ClusterKind.NODE, "", "").stream()
                .filter(node ->
                        node.text("/status/nodeInfo/containerRuntimeVersion").startsWith("docker:"))
                .map(ClusterObject::name)
                .collect(Collectors.joining(", "));
        return nodes.isEmpty()
                ? List.of()
                : List.of(nodes + " run pods with Docker: install with --set proxyInit.runAsRoot=true");
    }
}
