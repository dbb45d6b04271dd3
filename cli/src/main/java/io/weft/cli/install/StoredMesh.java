package io.weft.cli.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster remembers of the mesh in it.
 *
 * @param namespace the control plane's
 */
record StoredMesh(Cluster cluster, String namespace) {
    /** A webhook's certificate that ends sooner is made anew. */
    private static final Duration WORTH_KEEPING = Duration.ofDays(60);

    /** Secrets of webhooks' certificates, by the values that could say them. */
    private static final Map<String, String> WEBHOOKS = Map.of(
            "proxyInjector", "linkerd-proxy-injector-k8s-tls",
            "profileValidator", "linkerd-sp-validator-k8s-tls",
            "policyValidator", "linkerd-policy-validator-k8s-tls");

    /**
     * What was laid over the chart's values, with the issuer and the trust anchors that are in use now.
     *
     * @throws MachineException if there is no mesh, or Helm keeps its values
     */
    ObjectNode overrides() {
        ObjectNode overrides = object(ClusterKind.SECRET, "linkerd-config-overrides")
                .flatMap(secret -> KubernetesYaml.read(data(secret, "linkerd-config-overrides")).stream()
                        .findFirst())
                .map(ObjectNode.class::cast)
                .orElseThrow(this::nothingStored);
        boolean external = overrides.at("/identity/issuer/scheme").asString("").equals("kubernetes.io/tls");
        if (!external) {
            object(ClusterKind.SECRET, "linkerd-identity-issuer").ifPresent(secret -> {
                replace(overrides, IssuerOptions.CERTIFICATE, data(secret, "crt.pem"));
                replace(overrides, IssuerOptions.KEY, data(secret, "key.pem"));
            });
        }
        if (!overrides.at("/identity/externalCA").asBoolean(false)) {
            anchors().ifPresent(anchors -> replace(overrides, IssuerOptions.ANCHORS, anchors));
        }
        return overrides;
    }

    /** The resource definitions as they were installed, with {@code changes} to their values. */
    List<JsonNode> definitions(ObjectNode changes) {
        ObjectNode values = DefinitionValues.minding(cluster, namespace);
        ValueLayers.lay(values, DefinitionValues.takeFrom(overrides()));
        ValueLayers.lay(values, changes);
        return MeshManifests.definitions(namespace, values);
    }

    /** What is trusted now, PEM; empty if nothing is. */
    Optional<String> anchors() {
        return object(ClusterKind.CONFIG_MAP, "linkerd-identity-trust-roots")
                .map(roots -> roots.text("/data/ca-bundle.crt"))
                .filter(each -> !each.isBlank());
    }

    /** The names of those that are trusted now and would not be by {@code others}, PEM. */
    List<String> forgottenBy(String others) {
        List<X509Certificate> kept = Issuer.certificates("the trust anchors", others);
        return anchors().map(pem -> Issuer.certificates("the trust anchors in use", pem)).stream()
                .flatMap(List::stream)
                .filter(each -> !kept.contains(each))
                .map(each -> each.getSubjectX500Principal().getName())
                .toList();
    }

    /** Values that keep the webhooks' certificates, as far as they were made at install and are good for a while. */
    ObjectNode keptWebhooks(ObjectNode overrides, Instant now) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        WEBHOOKS.forEach((value, secret) -> {
            boolean own = overrides.at("/" + value + "/crtPEM").asString("").isEmpty()
                    && !overrides.at("/" + value + "/externalSecret").asBoolean(false);
            if (own) {
                object(ClusterKind.SECRET, secret)
                        .filter(each -> lasts(data(each, "tls.crt"), now))
                        .ifPresent(each -> {
                            ValueLayers.put(values, value + ".crtPEM", data(each, "tls.crt"));
                            ValueLayers.put(values, value + ".keyPEM", data(each, "tls.key"));
                        });
            }
        });
        return values;
    }

    /** Objects of this mesh, but for what an extension brought and what workloads make by themselves. */
    List<ClusterObject> objects() {
        List<ClusterObject> all = new ArrayList<>();
        for (ClusterKind kind : MeshObject.KINDS) {
            cluster.list(kind, "", "linkerd.io/control-plane-ns=" + namespace).stream()
                    .filter(each -> each.label("linkerd.io/extension").isEmpty())
                    .map(each -> MeshObject.withKind(each, kind))
                    .forEach(all::add);
        }
        return all;
    }

    /** Unless it is the same but for white space around it, which charts take away. */
    private static void replace(ObjectNode values, String path, String text) {
        String before = values.at("/" + path.replace('.', '/')).asString("");
        if (!before.strip().equals(text.strip())) {
            ValueLayers.put(values, path, text);
        }
    }

    private MachineException nothingStored() {
        return new MachineException(
                object(ClusterKind.CONFIG_MAP, "linkerd-config").isPresent()
                        ? "the mesh in namespace " + namespace + " was installed by Helm: helm upgrade changes it"
                        : "there is no mesh in namespace " + namespace + ": linkerd install makes one");
    }

    private Optional<ClusterObject> object(ClusterKind kind, String name) {
        return cluster.get(kind, namespace, name);
    }

    private static boolean lasts(String pem, Instant now) {
        return Issuer.certificates("the webhook's certificate", pem).stream()
                .allMatch(each -> each.getNotAfter().toInstant().isAfter(now.plus(WORTH_KEEPING)));
    }

    private static String data(ClusterObject secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.at("/data").path(key).asString("")), UTF_8);
    }
}
