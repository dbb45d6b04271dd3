package io.weft.injection;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of the control plane's chart, addressed by paths such as {@code proxy.ports.admin}. What {@code linkerd-config}
 * stores: the chart's own {@code values.yaml}, and over it what an operator and a workload's annotations say.
 */
public record ChartValues(ObjectNode root) {
    public ChartValues {
        root = root.deepCopy();
    }

    /** The text at {@code path}; a number or truth value is spelled out. Empty if nothing is there. */
    public String text(String path) {
        JsonNode node = at(path);
        return node.isValueNode() && !node.isNull() ? node.asString() : "";
    }

    /** The text at {@code path}, or {@code whenEmpty}. */
    public String text(String path, String whenEmpty) {
        String text = text(path);
        return text.isEmpty() ? whenEmpty : text;
    }

    /** Whether {@code true} stands at {@code path}. */
    public boolean flag(String path) {
        return at(path).asBoolean(false);
    }

    /** The number at {@code path}; 0 if there is none. */
    public int number(String path) {
        return at(path).asInt(0);
    }

    /** Whatever stands at {@code path}; a missing node if nothing does. */
    public JsonNode at(String path) {
        JsonNode node = root;
        int begin = 0; // by hand: a review asks for a hundred paths
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', begin)) {
            node = node.path(path.substring(begin, dot));
            begin = dot + 1;
        }
        return node.path(path.substring(begin));
    }

    /** These values with another at {@code path}, whose parents are made where they are missing. */
    public ChartValues with(String path, JsonNode value) {
        ObjectNode changed = root.deepCopy();
        String[] names = path.split("\\.", -1);
        ObjectNode parent = changed;
        for (int i = 0; i < names.length - 1; i++) {
            parent = parent.path(names[i]) instanceof ObjectNode below ? below : parent.putObject(names[i]);
        }
        parent.set(names[names.length - 1], value);
        return new ChartValues(changed);
    }

    /** The namespace of the control plane's identities: {@code identityTrustDomain}, else {@code clusterDomain}. */
    String trustDomain() {
        return text("identityTrustDomain", clusterDomain());
    }

    String clusterDomain() {
        return text("clusterDomain", "cluster.local");
    }

    /** The tag of the proxy's image. */
    String proxyVersion() {
        return text("proxy.image.version", text("linkerdVersion"));
    }
}
