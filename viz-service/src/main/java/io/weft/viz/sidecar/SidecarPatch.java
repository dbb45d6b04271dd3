package io.weft.viz.sidecar;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a pod and its sidecar, as a JSON Patch. One thread. */
final class SidecarPatch {
    private static final String PROXY = "linkerd-proxy";
    private static final String ANNOTATIONS = "/metadata/annotations";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode pod;
    private final String sidecar;
    private final ArrayNode patch = NODES.arrayNode();
    private final Set<String> made = new HashSet<>();

    private SidecarPatch(JsonNode pod, String sidecar) {
        this.pod = pod;
        this.sidecar = sidecar;
    }

    /** Of a pod that has a sidecar; empty if it has none. */
    static Optional<SidecarPatch> of(JsonNode pod) {
        return Stream.of("/spec/initContainers", "/spec/containers")
                .flatMap(list -> IntStream.range(0, pod.at(list).size())
                        .mapToObj(i -> list + "/" + i)
                        .filter(path -> pod.at(path + "/name").asString("").equals(PROXY)))
                .findFirst()
                .map(path -> new SidecarPatch(pod, path));
    }

    static String annotation(JsonNode pod, String name) {
        return pod.at(ANNOTATIONS).path(name).asString("");
    }

    /** The texts of a map of the pod's metadata. */
    static Map<String, String> texts(JsonNode pod, String map) {
        return pod.path("metadata")
                .path(map)
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().asString("")));
    }

    /** Whether the sidecar is told a variable already. */
    boolean isTold(String variable) {
        return pod.at(sidecar + "/env")
                .valueStream()
                .anyMatch(each -> each.path("name").asString("").equals(variable));
    }

    SidecarPatch annotate(String name, String value) {
        make(ANNOTATIONS, NODES::objectNode);
        add(ANNOTATIONS + "/" + name.replace("/", "~1"), NODES.stringNode(value));
        return this;
    }

    SidecarPatch tell(String variable, String value) {
        make(sidecar + "/env", NODES::arrayNode);
        add(sidecar + "/env/-", NODES.objectNode().put("name", variable).put("value", value));
        return this;
    }

    /** {@code volume} has a name. */
    SidecarPatch mount(ObjectNode volume, String path) {
        make("/spec/volumes", NODES::arrayNode);
        add("/spec/volumes/-", volume);
        make(sidecar + "/volumeMounts", NODES::arrayNode);
        ObjectNode mount = NODES.objectNode().put("mountPath", path);
        add(sidecar + "/volumeMounts/-", mount.set("name", volume.path("name")));
        return this;
    }

    JsonNode json() {
        return patch;
    }

    private void make(String path, Supplier<JsonNode> empty) {
        if (!pod.at(path).isContainer() && made.add(path)) {
            add(path, empty.get());
        }
    }

    private void add(String path, JsonNode value) {
        patch.addObject().put("op", "add").put("path", path).set("value", value);
    }
}
