package io.weft.injection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod, or a template of one, as far as injection looks at it.
 *
 * @param containers the regular ones
 */
record PodTemplate(
        Map<String, String> annotations,
        Map<String, String> labels,
        ObjectNode spec,
        List<ObjectNode> initContainers,
        List<ObjectNode> containers) {
    private static final String TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** @throws MalformedObjectException if a field is of the wrong form */
    static PodTemplate of(ObjectNode pod) {
        if (!(pod.path("spec") instanceof ObjectNode spec)) {
            throw new MalformedObjectException("the pod's spec is missing");
        }
        List<ObjectNode> containers = objects(spec, "containers");
        if (containers.isEmpty()) {
            throw new MalformedObjectException("the pod's spec.containers is missing or empty");
        }
        JsonNode metadata = pod.path("metadata");
        return new PodTemplate(
                strings(metadata, "annotations"),
                strings(metadata, "labels"),
                spec,
                objects(spec, "initContainers"),
                containers);
    }

    /** Both kinds, in the order they start. */
    List<ObjectNode> allContainers() {
        return Stream.concat(initContainers.stream(), containers.stream()).toList();
    }

    /** How the first container mounts the default token, if it does. */
    Optional<JsonNode> tokenMount() {
        for (JsonNode mount : containers.getFirst().path("volumeMounts")) {
            if (mount.path("mountPath").asString("").equals(TOKEN_PATH)) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }

    /** Strings by name at {@code name}; none if nothing is there. */
    static Map<String, String> strings(JsonNode metadata, String name) {
        JsonNode map = metadata.path(name);
        if (!map.isObject() && !map.isMissingNode() && !map.isNull()) {
            throw new MalformedObjectException("metadata." + name + " is no object");
        }
        Map<String, String> strings = new LinkedHashMap<>();
        map.properties().forEach(entry -> {
            if (!entry.getValue().isString()) {
                throw new MalformedObjectException(
                        "a value in metadata." + name + " is no string: " + Shown.briefly(entry.getKey()));
            }
            strings.put(entry.getKey(), entry.getValue().stringValue());
        });
        return strings;
    }

    private static List<ObjectNode> objects(ObjectNode spec, String name) {
        List<ObjectNode> objects = new ArrayList<>();
        JsonNode list = spec.path(name);
        if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
            throw new MalformedObjectException("the pod's spec." + name + " is no list");
        }
        for (JsonNode item : list) {
            if (!(item instanceof ObjectNode object)) {
                throw new MalformedObjectException("an entry of the pod's spec." + name + " is no object");
            }
            objects.add(object);
        }
        return objects;
    }
}
