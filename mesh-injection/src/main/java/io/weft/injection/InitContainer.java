package io.weft.injection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container that installs the redirect rules.
 *
 * @see "injection, 6.6"
 */
final class InitContainer {
    static final String NAME = "linkerd-init";
    private static final List<String> NEEDED = List.of("NET_ADMIN", "NET_RAW");

    private InitContainer() {}

    /** @param values with the workload's annotations laid over them */
    static ObjectNode render(ChartValues values, PodTemplate pod) {
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", NAME);
        container.put("image", ProxyContainer.image(values));
        container.put("imagePullPolicy", values.text("proxy.image.pullPolicy", values.text("imagePullPolicy")));
        container.putArray("command").add("/usr/lib/weft/proxy-init");
        ArrayNode arguments = container.putArray("args");
        arguments(values).forEach(arguments::add);
        ProxyContainer.resources(values).ifPresent(resources -> container.set("resources", resources));
        container.set("securityContext", securityContext(values, pod));
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        ArrayNode mounts = container.putArray("volumeMounts");
        mounts.addObject()
                .put("mountPath", values.text("proxyInit.xtMountPath.mountPath", "/run"))
                .put("name", values.text("proxyInit.xtMountPath.name", PodVolumes.LOCK));
        pod.tokenMount().ifPresent(mounts::add);
        return container;
    }

    private static List<String> arguments(ChartValues values) {
        List<String> words = new ArrayList<>();
        if (values.text("proxyInit.iptablesMode").equals("nft")) {
            pair(words, "--firewall-bin-path", "iptables-nft");
            pair(words, "--firewall-save-bin-path", "iptables-nft-save");
        }
        if (values.flag("disableIPv6")) {
            words.add("--ipv6=false");
        }
        pair(words, "--incoming-proxy-port", values.text("proxy.ports.inbound"));
        pair(words, "--outgoing-proxy-port", values.text("proxy.ports.outbound"));
        pair(words, "--proxy-uid", values.text("proxy.uid"));
        if (values.number("proxy.gid") >= 0) {
            pair(words, "--proxy-gid", values.text("proxy.gid"));
        }
        String ours = values.text("proxy.ports.control") + "," + values.text("proxy.ports.admin");
        String skipped = values.text("proxyInit.ignoreInboundPorts");
        pair(words, "--inbound-ports-to-ignore", skipped.isEmpty() ? ours : ours + "," + skipped);
        pairUnlessEmpty(words, "--outbound-ports-to-ignore", values.text("proxyInit.ignoreOutboundPorts"));
        if (values.flag("proxyInit.runAsRoot") && values.number("proxyInit.closeWaitTimeoutSecs") > 0) {
            pair(words, "--timeout-close-wait-secs", values.text("proxyInit.closeWaitTimeoutSecs"));
        }
        pairUnlessEmpty(words, "--log-format", values.text("proxyInit.logFormat"));
        pairUnlessEmpty(words, "--log-level", values.text("proxyInit.logLevel"));
        pairUnlessEmpty(words, "--subnets-to-ignore", values.text("proxyInit.skipSubnets"));
        return words;
    }

    private static void pair(List<String> words, String option, String value) {
        words.add(option);
        words.add(value);
    }

    private static void pairUnlessEmpty(List<String> words, String option, String value) {
        if (!value.isEmpty()) {
            pair(words, option, value);
        }
    }

    private static ObjectNode securityContext(ChartValues values, PodTemplate pod) {
        boolean root = values.flag("proxyInit.runAsRoot");
        boolean privileged =
                values.flag("proxyInit.privileged") || (root && values.number("proxyInit.closeWaitTimeoutSecs") > 0);
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("allowPrivilegeEscalation", privileged);
        JsonNode ofApplication =
                pod.containers().getFirst().path("securityContext").path("capabilities");
        context.set("capabilities", root ? rootCapabilities() : capabilities(ofApplication));
        context.put("privileged", privileged).put("readOnlyRootFilesystem", true);
        context.put("runAsGroup", root ? 0 : values.number("proxyInit.runAsGroup"));
        context.put("runAsNonRoot", !root);
        context.put("runAsUser", root ? 0 : values.number("proxyInit.runAsUser"));
        context.putObject("seccompProfile").put("type", "RuntimeDefault");
        return context;
    }

    private static ObjectNode rootCapabilities() {
        ObjectNode capabilities = needed();
        capabilities.putArray("drop").add("ALL");
        return capabilities;
    }

    private static ObjectNode capabilities(JsonNode ofApplication) {
        ObjectNode capabilities = needed();
        ArrayNode added = capabilities.withArrayProperty("add");
        ofApplication.path("add").valueStream().filter(each -> !isNeeded(each)).forEach(added::add);
        ArrayNode dropped = JsonNodeFactory.instance.arrayNode();
        ofApplication.path("drop").valueStream().filter(each -> !isNeeded(each)).forEach(dropped::add);
        if (!dropped.isEmpty()) {
            capabilities.set("drop", dropped);
        }
        return capabilities;
    }

    private static ObjectNode needed() {
        ObjectNode capabilities = JsonNodeFactory.instance.objectNode();
        NEEDED.forEach(capabilities.putArray("add")::add);
        return capabilities;
    }

    private static boolean isNeeded(JsonNode capability) {
        return NEEDED.contains(capability.asString(""));
    }
}
