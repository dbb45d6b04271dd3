package io.weft.injection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of a workload what injection put in.
 *
 * @see "injection, 9"
 */
public final class Uninjection {
    private static final Set<String> CONTAINERS =
            Set.of(InitContainer.NAME, ProxyContainer.NAME, DebugContainer.NAME, NetworkValidator.NAME);
    private static final Set<String> VOLUMES =
            Set.of(PodVolumes.IDENTITY, PodVolumes.LOCK, PodVolumes.TOKEN, "linkerd-podinfo");

    private Uninjection() {}

    /**
     * The object without its sidecar; empty if it has none, and no annotation or label of ours but {@code linkerd.io/inject:
     * disabled}.
     *
     * @throws MalformedObjectException if it is no object of the kind it says
     */
    public static Optional<ObjectNode> uninject(ObjectNode document) {
        ObjectNode copy = document.deepCopy();
        Workload.of(copy).ifPresent(Uninjection::pod);
        if (!copy.path("metadata").path("labels").has(MeshAnnotation.COMPONENT_LABEL)) {
            metadata(copy);
        }
        return copy.equals(document) ? Optional.empty() : Optional.of(copy);
    }

    private static void pod(Workload workload) {
        PodTemplate pod = workload.pod();
        remove(pod.spec(), "initContainers", CONTAINERS);
        remove(pod.spec(), "containers", CONTAINERS);
        remove(pod.spec(), "volumes", VOLUMES);
        if (!pod.labels().containsKey(MeshAnnotation.COMPONENT_LABEL)
                && workload.document().at(workload.template()) instanceof ObjectNode template) {
            metadata(template);
        }
    }

    private static void remove(ObjectNode spec, String list, Set<String> names) {
        if (spec.path(list) instanceof ArrayNode items) {
            int before = items.size();
            items.removeIf(item -> names.contains(item.path("name").asString("")));
            if (before > 0 && items.isEmpty()) {
                spec.remove(list);
            }
        }
    }

    private static void metadata(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        if (metadata.path("annotations") instanceof ObjectNode annotations) {
            boolean disabled =
                    annotations.path(MeshAnnotation.INJECT).asString("").equals("disabled");
            strip(metadata, "annotations", annotations);
            if (disabled) {
                ((ObjectNode) metadata).withObjectProperty("annotations").put(MeshAnnotation.INJECT, "disabled");
            }
        }
        if (metadata.path("labels") instanceof ObjectNode labels) {
            strip(metadata, "labels", labels);
        }
    }

    private static void strip(JsonNode metadata, String name, ObjectNode map) {
        boolean any = false;
        for (String key : List.copyOf(map.propertyNames())) {
            if (key.startsWith(MeshAnnotation.PREFIX)) {
                map.remove(key);
                any = true;
            }
        }
        if (any && map.isEmpty()) {
            ((ObjectNode) metadata).remove(name);
        }
    }
}
