package io.weft.viz.sidecar;

import io.weft.injection.TraceCollector;
import io.weft.injection.TraceResource;
import io.weft.service.admission.Admission;
import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells the sidecar of a new pod where to send spans, unless it is told already. Annotations may name another collector. */
public final class TraceInjection implements Admission {
    static final String ENABLED = "jaeger.linkerd.io/tracing-enabled";

    private static final String PREFIX = "LINKERD2_PROXY_TRACE_";
    private static final String COLLECTOR = PREFIX + "COLLECTOR_SVC_ADDR";
    private static final String PATH = "/var/run/linkerd/podinfo";

    private final Function<String, Map<String, String>> namespaces;
    private final TraceCollector usual;
    private final Settings settings;

    /**
     * What all sidecars are told.
     *
     * @param identities what the names of collectors end with: {@code serviceaccount.identity.linkerd.cluster.local}
     * @param serviceName of pods that say nothing of it
     * @param rootRatio how many of the requests that belong to no trace begin one, 0 to 1
     */
    public record Settings(String identities, String serviceName, double rootRatio) {}

    /**
     * May ask somebody with each pod.
     *
     * @param namespaces the annotations of one
     * @param usual where annotations say nothing
     */
    public TraceInjection(Function<String, Map<String, String>> namespaces, TraceCollector usual, Settings settings) {
        this.namespaces = namespaces;
        this.usual = usual;
        this.settings = settings;
    }

    @Override
    public Verdict decide(AdmissionReview review) {
        return review.object()
                .filter(pod -> !SidecarPatch.annotation(pod, ENABLED).equals("true"))
                .flatMap(pod -> SidecarPatch.of(pod)
                        .filter(patch -> !patch.isTold(COLLECTOR))
                        .map(patch -> changed(pod, review.namespace(), patch)))
                .orElse(Verdict.ALLOWED);
    }

    private Verdict changed(JsonNode pod, String namespace, SidecarPatch patch) {
        List<String> warnings = new ArrayList<>();
        Map<String, String> annotations = new HashMap<>(namespaces.apply(namespace));
        annotations.putAll(SidecarPatch.texts(pod, "annotations"));
        TraceCollector collector = TraceCollector.of(annotations, namespace, usual, warnings::add);
        TraceResource resource = TraceResource.of(SidecarPatch.texts(pod, "labels"), annotations);
        patch.annotate(ENABLED, "true")
                .tell(PREFIX + "ATTRIBUTES_PATH", PATH + "/labels")
                .tell(PREFIX + "ANNOTATIONS_PATH", PATH + "/annotations")
                .tell(PREFIX + "PROTOCOL", "opentelemetry")
                .tell(PREFIX + "SERVICE_NAME", resource.serviceName().orElse(settings.serviceName()))
                .tell(COLLECTOR, collector.address())
                .tell(
                        PREFIX + "COLLECTOR_SVC_NAME",
                        collector.account() + "." + collector.namespace() + "." + settings.identities())
                .tell(PREFIX + "EXTRA_ATTRIBUTES", TraceResource.lines(attributes(resource)))
                .tell(PREFIX + "ROOT_RATIO", String.valueOf(settings.rootRatio()))
                .mount(volume(), PATH);
        return new Verdict(Optional.empty(), Optional.of(patch.json()), warnings);
    }

    /** What injection names so, and what the workload says of itself. */
    private static Map<String, String> attributes(TraceResource resource) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("k8s.pod.uid", "$(_pod_uid)");
        attributes.put("k8s.container.name", "$(_pod_containerName)");
        attributes.putAll(resource.attributes());
        return attributes;
    }

    private static ObjectNode volume() {
        ObjectNode volume = JsonNodeFactory.instance.objectNode().put("name", "linkerd-podinfo");
        var items = volume.putObject("downwardAPI").putArray("items");
        for (String file : new String[] {"labels", "annotations"}) {
            items.addObject().put("path", file).putObject("fieldRef").put("fieldPath", "metadata." + file);
        }
        return volume;
    }
}
