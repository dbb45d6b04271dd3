package io.weft.injection;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container that, where a CNI plugin sets the redirect rules, keeps a pod from starting without them.
 *
 * @see "injection, 6.7"
 */
final class NetworkValidator {
    static final String NAME = "linkerd-network-validator";
    private static final int CONNECT_PORT = 20001;

    private NetworkValidator() {}

    /** @param values with the workload's annotations laid over them */
    static ObjectNode render(ChartValues values) {
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", NAME);
        container.put("image", ProxyContainer.image(values));
        container.put("imagePullPolicy", values.text("proxy.image.pullPolicy", values.text("imagePullPolicy")));
        container.putArray("command").add("/usr/lib/weft/network-validator");
        ArrayNode arguments = container.putArray("args");
        arguments(values).forEach(arguments::add);
        ProxyContainer.resources(values).ifPresent(resources -> container.set("resources", resources));
        JsonNode context = values.at("networkValidator.securityContext");
        if (context.isObject()) {
            container.set("securityContext", context);
        }
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        return container;
    }

    private static List<String> arguments(ChartValues values) {
        boolean ipv4 = values.flag("disableIPv6");
        String nobody = (ipv4 ? "1.1.1.1:" : "[fd00::1]:") + CONNECT_PORT;
        String here = (ipv4 ? "0.0.0.0:" : "[::]:") + values.text("proxy.ports.outbound");
        return List.of(
                "--log-format",
                values.text("networkValidator.logFormat"),
                "--log-level",
                values.text("networkValidator.logLevel"),
                "--connect-addr",
                values.text("networkValidator.connectAddr", nobody),
                "--listen-addr",
                values.text("networkValidator.listenAddr", here),
                "--timeout",
                values.text("networkValidator.timeout"));
    }
}
