package io.weft.viz.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.injection.TraceCollector;
import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TraceInjectionTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BARE =
            "{\"metadata\": {}, \"spec\": {\"containers\": [{\"name\": \"linkerd-proxy\"}]}}";

    private final TraceInjection injection = new TraceInjection(
            namespace -> namespace.equals("other")
                    ? Map.of("config.linkerd.io/trace-collector", "otel.seen:4317")
                    : Map.of(),
            new TraceCollector("collector.linkerd-jaeger:4317", "collector", "linkerd-jaeger"),
            new TraceInjection.Settings("serviceaccount.identity.linkerd.cluster.local", "linkerd-proxy", 0.5));

    @Test
    void sidecarIsToldOfTheCollectorAndOfWhoItIs() {
        assertThat(told("shop", BARE))
                .isEqualTo(Map.of(
                        "ATTRIBUTES_PATH", "/var/run/linkerd/podinfo/labels",
                        "ANNOTATIONS_PATH", "/var/run/linkerd/podinfo/annotations",
                        "PROTOCOL", "opentelemetry",
                        "SERVICE_NAME", "linkerd-proxy",
                        "COLLECTOR_SVC_ADDR", "collector.linkerd-jaeger:4317",
                        "COLLECTOR_SVC_NAME", "collector.linkerd-jaeger.serviceaccount.identity.linkerd.cluster.local",
                        "EXTRA_ATTRIBUTES", "k8s.pod.uid=$(_pod_uid)\nk8s.container.name=$(_pod_containerName)",
                        "ROOT_RATIO", "0.5"));
        assertThat(paths("shop", BARE))
                .startsWith("/metadata/annotations", "/metadata/annotations/jaeger.linkerd.io~1tracing-enabled")
                .endsWith(
                        "/spec/volumes",
                        "/spec/volumes/-",
                        "/spec/containers/0/volumeMounts",
                        "/spec/containers/0/volumeMounts/-");
    }

    @Test
    void labelsAndAnnotationsSayWhoItIs() {
        assertThat(told("shop", """
                        {"metadata": {"labels": {"app.kubernetes.io/name": "web"},
                           "annotations": {"resource.opentelemetry.io/team": "a"}},
                         "spec": {"containers": [{"name": "linkerd-proxy"}]}}"""))
                .containsEntry("SERVICE_NAME", "web")
                .extractingByKey("EXTRA_ATTRIBUTES")
                .asString()
                .endsWith("\nteam=a");
    }

    @Test
    void namespaceMayNameAnotherCollectorAndThePodItsAccount() {
        assertThat(told("other", """
                        {"metadata": {"annotations": {"config.alpha.linkerd.io/trace-collector-service-account": "otel"}},
                         "spec": {"containers": [{"name": "linkerd-proxy"}]}}"""))
                .containsEntry("COLLECTOR_SVC_ADDR", "otel.seen:4317")
                .containsEntry("COLLECTOR_SVC_NAME", "otel.seen.serviceaccount.identity.linkerd.cluster.local");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\": {\"annotations\": {\"jaeger.linkerd.io/tracing-enabled\": \"true\"}},"
                        + " \"spec\": {\"containers\": [{\"name\": \"linkerd-proxy\"}]}}",
                "{\"spec\": {\"containers\": [{\"name\": \"linkerd-proxy\","
                        + " \"env\": [{\"name\": \"LINKERD2_PROXY_TRACE_COLLECTOR_SVC_ADDR\", \"value\": \"a:1\"}]}]}}",
                "{\"spec\": {\"containers\": [{\"name\": \"web\"}]}}",
            })
    void podThatIsToldAlreadyOrHasNoSidecarIsLeftAlone(String pod) {
        assertThat(decide("shop", pod)).isEqualTo(Verdict.ALLOWED);
    }

    private Map<String, String> told(String namespace, String pod) {
        return patch(namespace, pod)
                .valueStream()
                .filter(each -> each.path("path").asString().endsWith("/env/-"))
                .map(each -> each.path("value"))
                .collect(Collectors.toMap(
                        each -> each.path("name").asString().replace("LINKERD2_PROXY_TRACE_", ""),
                        each -> each.path("value").asString()));
    }

    private Iterable<String> paths(String namespace, String pod) {
        return patch(namespace, pod)
                .valueStream()
                .map(each -> each.path("path").asString())
                .toList();
    }

    private JsonNode patch(String namespace, String pod) {
        return decide(namespace, pod).patch().orElseThrow();
    }

    private Verdict decide(String namespace, String pod) {
        return injection.decide(new AdmissionReview(
                "admission.k8s.io/v1", "7", namespace, false, Optional.of((ObjectNode) JSON.readTree(pod))));
    }
}
