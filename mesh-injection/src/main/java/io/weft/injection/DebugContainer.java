package io.weft.injection;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The container with tools to look at a pod's traffic. */
final class DebugContainer {
    static final String NAME = "linkerd-debug";

    private DebugContainer() {}

    static ObjectNode render(ChartValues values) {
        String image = "debugContainer.image.";
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", NAME);
        container.put(
                "image",
                values.text(image + "name") + ":" + values.text(image + "version", values.text("linkerdVersion")));
        container.put("imagePullPolicy", values.text(image + "pullPolicy", values.text("imagePullPolicy")));
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        return container;
    }
}
