package io.weft.viz.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.service.admission.AdmissionReview;
import io.weft.service.admission.Verdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TapInjectionTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TAP = "tap.linkerd-viz.serviceaccount.identity.linkerd.cluster.local";

    private final TapInjection injection = new TapInjection(
            namespace -> namespace.equals("hidden") ? Map.of("viz.linkerd.io/disable-tap", "true") : Map.of(), TAP);

    @Test
    void sidecarIsToldOfTapAndThePodSaysSo() {
        assertThat(patch("shop", """
                        {"metadata": {"annotations": {"a": "b"}}, "spec": {"containers": [
                          {"name": "web"}, {"name": "linkerd-proxy", "env": [{"name": "A", "value": "b"}]}]}}""")).isEqualTo(JSON.readTree("""
                        [{"op": "add", "path": "/metadata/annotations/viz.linkerd.io~1tap-enabled", "value": "true"},
                         {"op": "add", "path": "/spec/containers/1/env/-",
                          "value": {"name": "LINKERD2_PROXY_TAP_SVC_NAME", "value": "%s"}}]""".formatted(TAP)));
    }

    @Test
    void sidecarMayBeAnInitContainerAndNothingNeedsToBeThereYet() {
        assertThat(patch("shop", """
                        {"metadata": {}, "spec": {"containers": [{"name": "web"}],
                          "initContainers": [{"name": "linkerd-init"}, {"name": "linkerd-proxy"}]}}""")
                        .valueStream()
                        .map(each -> each.path("path").asString()))
                .containsExactly(
                        "/metadata/annotations",
                        "/metadata/annotations/viz.linkerd.io~1tap-enabled",
                        "/spec/initContainers/1/env",
                        "/spec/initContainers/1/env/-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"viz.linkerd.io/tap-enabled\": \"true\"}",
                "{\"viz.linkerd.io/disable-tap\": \"true\"}",
            })
    void podThatIsToldAlreadyOrForbidsItIsLeftAlone(String annotations) {
        assertThat(decide("shop", """
                {"metadata": {"annotations": %s}, "spec": {"containers": [{"name": "linkerd-proxy"}]}}""".formatted(annotations))).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void namespaceMayForbidIt() {
        assertThat(decide("hidden", "{\"spec\": {\"containers\": [{\"name\": \"linkerd-proxy\"}]}}"))
                .isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void podWithoutASidecarIsLeftAlone() {
        assertThat(decide("shop", "{\"spec\": {\"containers\": [{\"name\": \"web\"}]}}"))
                .isEqualTo(Verdict.ALLOWED);
    }

    private JsonNode patch(String namespace, String pod) {
        return decide(namespace, pod).patch().orElseThrow();
    }

    private Verdict decide(String namespace, String pod) {
        return injection.decide(new AdmissionReview(
                "admission.k8s.io/v1", "7", namespace, false, Optional.of((ObjectNode) JSON.readTree(pod))));
    }
}
