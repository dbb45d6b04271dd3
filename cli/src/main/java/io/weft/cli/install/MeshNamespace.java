package io.weft.cli.install;

import io.weft.cli.output.KubernetesYaml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code install} adds to what the chart renders. */
final class MeshNamespace {
    private MeshNamespace() {}

    /**
     * The control plane's own namespace, in which nothing is injected.
     *
     * @param privileged whether its pods set redirect rules themselves
     */
    static ObjectNode namespace(String name, boolean privileged) {
        ObjectNode namespace = object("v1", "Namespace", name);
        ObjectNode metadata = (ObjectNode) namespace.path("metadata");
        metadata.putObject("annotations").put("linkerd.io/inject", "disabled");
        metadata.putObject("labels")
                .put("linkerd.io/is-control-plane", "true")
                .put("config.linkerd.io/admission-webhooks", "disabled")
                .put("linkerd.io/control-plane-ns", name)
                .put("pod-security.kubernetes.io/enforce", privileged ? "privileged" : "restricted");
        return namespace;
    }

    /**
     * The namespace of an extension.
     *
     * @param prometheus where its metrics are, if somebody else's; empty: not
     */
    static ObjectNode ofExtension(String name, String extension, String prometheus) {
        ObjectNode namespace = object("v1", "Namespace", name);
        ObjectNode metadata = (ObjectNode) namespace.path("metadata");
        if (!prometheus.isEmpty()) {
            metadata.putObject("annotations").put("viz.linkerd.io/external-prometheus", prometheus);
        }
        metadata.putObject("labels")
                .put(MeshExtension.LABEL, extension)
                .put("pod-security.kubernetes.io/enforce", "privileged");
        return namespace;
    }

    /** What differs from the chart's values, for whoever renders it anew later. */
    static ObjectNode overrides(String namespace, ObjectNode values) {
        ObjectNode secret = object("v1", "Secret", "linkerd-config-overrides");
        ((ObjectNode) secret.path("metadata"))
                .put("namespace", namespace)
                .putObject("labels")
                .put("linkerd.io/control-plane-ns", namespace);
        byte[] text = KubernetesYaml.write(List.of(values)).getBytes(StandardCharsets.UTF_8);
        secret.putObject("data")
                .put("linkerd-config-overrides", Base64.getEncoder().encodeToString(text));
        return secret;
    }

    private static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion)
                .put("kind", kind)
                .putObject("metadata")
                .put("name", name);
        return object;
    }
}
