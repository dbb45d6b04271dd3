package io.weft.injection;

import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks for a sidecar by annotations, which the webhook reads later. */
public final class Annotating {
    private Annotating() {}

    /**
     * The object with the annotations where the webhook looks for them: on the pod, on the pod's template, or on the Namespace
     * itself.
     *
     * @param annotations {@code linkerd.io/inject} among them
     * @throws MalformedObjectException if the object has no template where one belongs
     */
    public static ObjectNode annotate(ObjectNode document, Map<String, String> annotations) {
        String root = Workload.of(document)
                .map(workload -> {
                    workload.pod();
                    return workload.template();
                })
                .orElse("");
        PatchBuilder patch = new PatchBuilder(document, root);
        annotations.forEach(
                (name, value) -> patch.set("/metadata/annotations", name, JsonNodeFactory.instance.stringNode(value)));
        return patch.document();
    }
}
