package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.output.KubernetesYaml;
import io.weft.testkit.golden.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class IngressChartTest {
    private static final String COMPONENT = "/metadata/labels/linkerd.io~1control-plane-component";

    @Test
    void nobodyWhoDidNotAskHasAnIngress() {
        assertThat(ingress(values())).isEmpty();
    }

    @Test
    void ingressIsAsWritten() {
        Golden.check(getClass(), "ingress.yaml.txt", KubernetesYaml.write(ingress(asked())));
    }

    @ParameterizedTest(name = "{0}={1} is {3} of {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas | 3 | Deployment/spec/replicas | 3",
                "serviceType | \"NodePort\" | Service/spec/type | NodePort",
                "ports | {\"http\": 8000} | Service/spec/ports/0/port | 8000",
                "ports | {\"https\": 8001} | Service/spec/ports/1/port | 8001",
                "ingressClassName | \"mine\" | IngressClass/metadata/name | mine",
                "defaultClass | true | IngressClass/metadata/annotations/ingressclass.kubernetes.io~1is-default-class | true",
                "resources | {\"cpu\": {\"limit\": \"2\"}} | Deployment/spec/template/spec/containers/0/resources/limits/cpu | 2",
                "tolerations | [{\"key\": \"edge\"}] | Deployment/spec/template/spec/tolerations/0/key | edge",
            })
    void valueIsFollowed(String name, String value, String where, String expected) {
        ObjectNode values = asked();
        JsonNode given = KubernetesYaml.read(
                        value.startsWith("{") || value.startsWith("[") ? value : "{v: " + value + "}")
                .getFirst();
        values.withObject("/ingress").set(name, given.has("v") ? given.path("v") : given);

        assertThat(at(ingress(values), where).asString()).isEqualTo(expected);
    }

    @Test
    void serviceOn443IsMeshedAndClientsAreSeenByTheirAddress() {
        String init = at(ingress(asked()), "Deployment/spec/template/spec/initContainers/0/args")
                .toString();

        assertThat(init)
                .contains("\"--inbound-ports-to-ignore\",\"4190,4191,8080,8443,4567,4568\"")
                .contains("\"--outbound-ports-to-ignore\",\"\"");
    }

    private static JsonNode at(List<JsonNode> objects, String where) {
        int slash = where.indexOf('/');
        return objects.stream()
                .filter(each -> each.path("kind").asString().equals(where.substring(0, slash)))
                .findFirst()
                .orElseThrow()
                .at(where.substring(slash));
    }

    private static List<JsonNode> ingress(ObjectNode values) {
        return BundledCharts.render(BundledCharts.CONTROL_PLANE, "linkerd", values).stream()
                .filter(each -> each.at(COMPONENT).asString("").equals("ingress"))
                .toList();
    }

    private static ObjectNode asked() {
        ObjectNode values = values();
        values.withObject("/ingress").put("enabled", true);
        return values;
    }

    private static ObjectNode values() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ValueLayers.put(values, "identity.issuer.tls.crtPEM", "certificate");
        ValueLayers.put(values, "identity.issuer.tls.keyPEM", "key");
        return values;
    }
}
