package io.weft.injection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Traces: what a proxy is told of its collector and of who it is, and the volume in which the kubelet tells it the pod's labels.
 *
 * @see "injection, 6.2 and 6.5"
 */
final class ProxyTracing {
    static final String VOLUME = "linkerd-podinfo";
    static final String PATH = "/var/run/linkerd/podinfo";
    static final String ENDPOINT = "proxy.tracing.collector.endpoint";
    static final String ACCOUNT = "proxy.tracing.collector.meshIdentity.serviceAccountName";
    static final String NAMESPACE = "proxy.tracing.collector.meshIdentity.namespace";

    private ProxyTracing() {}

    static boolean isOn(ChartValues values) {
        return values.flag("proxy.tracing.enabled");
    }

    /** Variables without their prefix; none if nothing is traced. */
    static SequencedMap<String, String> variables(InjectionSettings settings, PodTemplate pod) {
        ChartValues values = settings.values();
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        if (!isOn(values)) {
            return variables;
        }
        TraceResource resource = TraceResource.of(pod.labels(), pod.annotations());
        variables.put("ATTRIBUTES_PATH", PATH + "/labels");
        variables.put("ANNOTATIONS_PATH", PATH + "/annotations");
        variables.put("PROTOCOL", values.text("proxy.tracing.protocol"));
        variables.put("SERVICE_NAME", resource.serviceName().orElse(values.text("proxy.tracing.traceServiceName")));
        variables.put("COLLECTOR_SVC_ADDR", values.text(ENDPOINT));
        variables.put(
                "COLLECTOR_SVC_NAME",
                values.text(ACCOUNT) + "." + values.text(NAMESPACE) + ".serviceaccount.identity."
                        + settings.controlPlaneNamespace() + "." + values.trustDomain());
        variables.put("EXTRA_ATTRIBUTES", TraceResource.lines(attributes(values, resource)));
        variables.put("ROOT_RATIO", values.text("proxy.tracing.rootRatio", "0"));
        return variables;
    }

    static ObjectNode volume() {
        ObjectNode volume = JsonNodeFactory.instance.objectNode().put("name", VOLUME);
        var items = volume.putObject("downwardAPI").putArray("items");
        for (String file : new String[] {"labels", "annotations"}) {
            items.addObject().put("path", file).putObject("fieldRef").put("fieldPath", "metadata." + file);
        }
        return volume;
    }

    /** Where a collector's account is. */
    static Optional<JsonNode> namespaceOf(String endpoint) {
        return Optional.of(JsonNodeFactory.instance.stringNode(TraceCollector.namespaceOf(endpoint, "$(_pod_ns)")));
    }

    private static Map<String, String> attributes(ChartValues values, TraceResource resource) {
        Map<String, String> attributes = new LinkedHashMap<>();
        values.at("proxy.tracing.labels")
                .properties()
                .forEach(each -> attributes.put(each.getKey(), each.getValue().asString()));
        attributes.putAll(resource.attributes());
        return attributes;
    }
}
