package io.weft.injection;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object with pods: a Pod itself, or what holds a template of one.
 *
 * @param document the whole object
 * @param template JSON pointer to what holds the pod's {@code metadata} and {@code spec}; empty for a Pod
 */
record Workload(ObjectNode document, String template) {
    private static final Map<String, String> TEMPLATES = Map.of(
            "Pod", "",
            "Deployment", "/spec/template",
            "ReplicaSet", "/spec/template",
            "ReplicationController", "/spec/template",
            "DaemonSet", "/spec/template",
            "StatefulSet", "/spec/template",
            "Job", "/spec/template",
            "CronJob", "/spec/jobTemplate/spec/template");

    /** Empty if objects of its kind have no pods. */
    static Optional<Workload> of(ObjectNode document) {
        String template = TEMPLATES.get(document.path("kind").asString(""));
        return template == null ? Optional.empty() : Optional.of(new Workload(document, template));
    }

    /**
     * Its pod.
     *
     * @throws MalformedObjectException if there is none where one belongs
     */
    PodTemplate pod() {
        if (!(document.at(template) instanceof ObjectNode pod)) {
            throw new MalformedObjectException(template.substring(1).replace('/', '.') + " is missing");
        }
        return PodTemplate.of(pod);
    }

    /** Who its pods belong to; empty for a Pod. */
    Optional<Surroundings.Owner> owner() {
        return template.isEmpty()
                ? Optional.empty()
                : Optional.of(new Surroundings.Owner(
                        document.path("kind").asString(""),
                        document.path("metadata").path("name").asString("")));
    }
}
