package io.weft.injection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sidecar's container.
 *
 * @see "injection, 6.4"
 */
final class ProxyContainer {
    static final String NAME = "linkerd-proxy";
    private static final Map<String, String> PROFILES = Map.of("small", "50Mi", "large", "200Mi");

    private ProxyContainer() {}

    /** @param settings with the workload's annotations laid over the values */
    static ObjectNode render(InjectionSettings settings, PodTemplate pod, boolean ingress) {
        ChartValues values = settings.values();
        ObjectNode container = JsonNodeFactory.instance.objectNode();
        container.put("name", NAME);
        container.put("image", image(values));
        container.put("imagePullPolicy", values.text("proxy.image.pullPolicy", values.text("imagePullPolicy")));
        container.set("env", ProxyVariables.render(settings, pod, ingress));
        ArrayNode ports = container.putArray("ports");
        ports.addObject()
                .put("containerPort", values.number("proxy.ports.inbound"))
                .put("name", NAME);
        ports.addObject()
                .put("containerPort", values.number("proxy.ports.admin"))
                .put("name", "linkerd-admin");
        probes(container, values);
        lifecycle(container, values);
        resources(values).ifPresent(resources -> container.set("resources", resources));
        container.set("securityContext", securityContext(values, pod));
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        if (values.flag("proxy.nativeSidecar")) {
            container.put("restartPolicy", "Always");
        }
        ArrayNode mounts = container.putArray("volumeMounts");
        mounts.addObject().put("mountPath", PodVolumes.IDENTITY_PATH).put("name", PodVolumes.IDENTITY);
        if (PodVolumes.projectsToken(values)) {
            mounts.addObject().put("mountPath", PodVolumes.TOKEN_PATH).put("name", PodVolumes.TOKEN);
        }
        if (ProxyTracing.isOn(values)) {
            mounts.addObject().put("mountPath", ProxyTracing.PATH).put("name", ProxyTracing.VOLUME);
        }
        pod.tokenMount().ifPresent(mounts::add);
        return container;
    }

    static String image(ChartValues values) {
        return values.text("proxy.image.name") + ":" + values.proxyVersion();
    }

    /** What the annotations or values ask for; else, as the brief has it, what the resource profile says. */
    static Optional<ObjectNode> resources(ChartValues values) {
        ObjectNode resources = JsonNodeFactory.instance.objectNode();
        for (String what : List.of("cpu", "memory", "ephemeral-storage")) {
            String limit = values.text("proxy.resources." + what + ".limit");
            if (limit.isEmpty() && what.equals("memory")) {
                limit = PROFILES.getOrDefault(values.text("proxy.resourceProfile"), "");
            }
            put(resources, "limits", what, limit);
            put(resources, "requests", what, values.text("proxy.resources." + what + ".request"));
        }
        return resources.isEmpty() ? Optional.empty() : Optional.of(resources);
    }

    private static void put(ObjectNode resources, String kind, String what, String amount) {
        if (!amount.isEmpty()) {
            resources.withObjectProperty(kind).put(what, amount);
        }
    }

    private static void probes(ObjectNode container, ChartValues values) {
        probe(container, values, "livenessProbe", "/live", "initialDelaySeconds", "timeoutSeconds");
        probe(container, values, "readinessProbe", "/ready", "initialDelaySeconds", "timeoutSeconds");
        if (values.flag("proxy.nativeSidecar") && values.flag("proxy.await")) {
            probe(
                    container,
                    values,
                    "startupProbe",
                    "/ready",
                    "initialDelaySeconds",
                    "periodSeconds",
                    "failureThreshold");
        }
    }

    private static void probe(ObjectNode container, ChartValues values, String name, String path, String... numbers) {
        ObjectNode probe = container.putObject(name);
        probe.putObject("httpGet").put("path", path).put("port", values.number("proxy.ports.admin"));
        for (String number : numbers) {
            probe.put(number, values.number("proxy." + name + "." + number));
        }
    }

    private static void lifecycle(ObjectNode container, ChartValues values) {
        if (values.flag("proxy.nativeSidecar")) {
            return;
        }
        if (values.flag("proxy.await")) {
            command(
                    container,
                    "postStart",
                    "/usr/lib/weft/proxy-await",
                    "--timeout=2m",
                    "--port=" + values.number("proxy.ports.admin"));
        }
        if (values.number("proxy.waitBeforeExitSeconds") > 0) {
            command(container, "preStop", "/bin/sleep", values.text("proxy.waitBeforeExitSeconds"));
        }
    }

    private static void command(ObjectNode container, String when, String... words) {
        ArrayNode command = container
                .withObjectProperty("lifecycle")
                .putObject(when)
                .putObject("exec")
                .putArray("command");
        for (String word : words) {
            command.add(word);
        }
    }

    private static JsonNode securityContext(ChartValues values, PodTemplate pod) {
        JsonNode wholesale = values.at("proxy.securityContext");
        if (wholesale.isObject() && !wholesale.isEmpty()) {
            return wholesale;
        }
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.put("allowPrivilegeEscalation", false);
        JsonNode capabilities =
                pod.containers().getFirst().path("securityContext").path("capabilities");
        if (capabilities.isObject()) {
            context.set("capabilities", capabilities);
        }
        context.put("readOnlyRootFilesystem", true).put("runAsNonRoot", true);
        context.put("runAsUser", values.number("proxy.uid"));
        if (values.number("proxy.gid") >= 0) {
            context.put("runAsGroup", values.number("proxy.gid"));
        }
        context.putObject("seccompProfile").put("type", "RuntimeDefault");
        return context;
    }
}
