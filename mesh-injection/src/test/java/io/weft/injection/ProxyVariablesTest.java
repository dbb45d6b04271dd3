package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.injection.InjectionSettings.Origin;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ProxyVariablesTest {
    /** What Kubernetes would put in the helper variables' place. */
    private static final Map<String, String> FILLED_IN =
            Map.of("$(_pod_ns)", "shop", "$(_pod_name)", "web-k3x9p", "$(_pod_nodeName)", "node", "$(_pod_sa)", "web");

    @Test
    void podAndProcessOnOneMachineGetTheSameEnvironment() {
        InjectionSettings settings = Objects.settings(Origin.WEBHOOK);
        ObjectNode deployment = Objects.one(Objects.text(Objects.CASES.resolve("deployment.yaml")));
        Map<String, String> ofPod = new LinkedHashMap<>();
        PodTemplate pod = Workload.of(deployment).orElseThrow().pod();
        for (JsonNode each : ProxyVariables.render(settings, pod, false)) {
            String value = each.has("value") ? each.path("value").asString() : "10.42.0.7";
            for (Map.Entry<String, String> helper : FILLED_IN.entrySet()) {
                value = value.replace(helper.getKey(), helper.getValue());
            }
            ofPod.put(each.path("name").asString(), value);
        }
        ofPod.keySet().removeIf(name -> name.startsWith("_"));

        assertThat(ofPod).isEqualTo(onOneMachine(settings));
    }

    private static Map<String, String> onOneMachine(InjectionSettings settings) {
        ProxyControlPlane plane = new ProxyControlPlane(
                "linkerd",
                "cluster.local",
                "cluster.local",
                List.of(settings.values().text("clusterNetworks").split(",", -1)),
                "linkerd-identity-headless.linkerd.svc.cluster.local.:8080",
                "linkerd-dst-headless.linkerd.svc.cluster.local.:8087",
                settings.trustAnchors(),
                PodVolumes.IDENTITY_PATH,
                PodVolumes.tokenFile(settings.values()));
        ProxyWorkload web = new ProxyWorkload(
                "shop", "web-k3x9p", "node", "web", List.of("10.42.0.7"), new LinkedHashSet<>(List.of(8080)), Map.of());
        return ProxyEnvironment.render(web, plane, warning -> {
            throw new AssertionError(warning);
        });
    }
}
