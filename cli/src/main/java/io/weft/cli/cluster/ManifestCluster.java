package io.weft.cli.cluster;

import io.weft.cli.machine.InNamespace;
import io.weft.cli.machine.MachineException;
import io.weft.kubernetes.resource.LabelSelector;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What manifests say is in a cluster that is not asked. Nothing runs there. */
public final class ManifestCluster implements Cluster {
    private final List<ClusterObject> objects;

    /** Of documents as they are applied; lists count by their items. */
    public ManifestCluster(List<JsonNode> documents) {
        objects = documents.stream()
                .flatMap(ManifestCluster::items)
                .map(ManifestCluster::stored)
                .map(ClusterObject::new)
                .toList();
    }

    private static Stream<JsonNode> items(JsonNode document) {
        return document.path("kind").asString("").equals("List")
                ? document.path("items").valueStream()
                : Stream.of(document);
    }

    /** As an API server would keep it: what Secrets say in plain text, it has encoded. */
    private static JsonNode stored(JsonNode document) {
        if (!(document.path("stringData") instanceof ObjectNode plain)) {
            return document;
        }
        ObjectNode copy = (ObjectNode) document.deepCopy();
        ObjectNode data = copy.withObject("/data");
        plain.properties()
                .forEach(entry -> data.put(
                        entry.getKey(),
                        Base64.getEncoder()
                                .encodeToString(entry.getValue()
                                        .asString("")
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return copy;
    }

    @Override
    public String version() {
        throw unknown();
    }

    @Override
    public String currentNamespace() {
        return "default";
    }

    @Override
    public Optional<ClusterObject> get(ClusterKind kind, String namespace, String name) {
        return list(kind, namespace, "").stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    @Override
    public List<ClusterObject> list(ClusterKind kind, String namespace, String selector) {
        LabelSelector chosen = LabelSelector.parse(selector);
        return objects.stream()
                .filter(each -> each.text("/kind").equals(kind.kind())
                        && each.text("/apiVersion").equals(kind.apiVersion()))
                .filter(each -> namespace.isEmpty() || each.namespace().equals(namespace))
                .filter(each -> chosen.matches(labels(each)))
                .toList();
    }

    private static Map<String, String> labels(ClusterObject object) {
        return object.labels().properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asString("")));
    }

    @Override
    public boolean may(Action action, String namespace) {
        throw unknown();
    }

    @Override
    public String fetch(ClusterObject pod, int port, String path) {
        throw unknown();
    }

    @Override
    public InNamespace.Response ask(ClusterObject pod, String path, Door door) {
        throw unknown();
    }

    @Override
    public String token(String namespace, String account, String audience, int seconds) {
        throw unknown();
    }

    @Override
    public void post(String path, byte[] body, AnswerReader answer) {
        throw unknown();
    }

    @Override
    public Forward forward(ClusterObject pod, int port, InetAddress address, int local) {
        throw unknown();
    }

    private static MachineException unknown() {
        return new MachineException("manifests do not tell what a cluster does");
    }

    @Override
    public void close() {}
}
