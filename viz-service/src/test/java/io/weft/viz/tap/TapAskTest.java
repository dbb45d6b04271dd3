package io.weft.viz.tap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.kubernetes.resource.LabelSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** viz, 5.1: the message that opens a tap of the page. */
class TapAskTest {
    private static TapQuestion question(String json) {
        return QuestionTranslator.read(AskTranslator.request(TapAsk.read(json.getBytes(UTF_8))), 1_000);
    }

    @Test
    void everyFieldIsAFilter() {
        assertThat(question("""
                        {"namespace":"shop","resource":"deploy/web","toResource":"sts/catalog","toNamespace":"store",
                        "maxRps":7,"scheme":"http","method":"GET","authority":"catalog:9000","path":"/items","extract":true,
                        "labelSelector":"app in (web,shop)"}"""))
                .isEqualTo(new TapQuestion(
                        new TapTarget("shop", "deployment", "web", LabelSelector.parse("app in (web,shop)")),
                        7,
                        List.of(
                                new TapFilter.Destination(Map.of("statefulset", "catalog", "namespace", "store")),
                                new TapFilter.Scheme("http"),
                                new TapFilter.Method("GET"),
                                new TapFilter.Authority("catalog:9000"),
                                new TapFilter.PathPrefix("/items")),
                        true));
    }

    @Test
    void aNamespaceAloneIsAllOfItAndWhoIsSentToIsInTheSame() {
        assertThat(question("{\"namespace\":\"shop\",\"toResource\":\"deployment/web\"}"))
                .isEqualTo(new TapQuestion(
                        new TapTarget("shop", "namespace", "shop", LabelSelector.everything()),
                        100,
                        List.of(new TapFilter.Destination(Map.of("deployment", "web", "namespace", "shop"))),
                        false));
    }

    @Test
    void servicesAreLookedAtAndSentToAsWell() {
        assertThat(question("{\"namespace\":\"shop\",\"resource\":\"svc/web\",\"toResource\":\"svc/catalog\"}"))
                .isEqualTo(new TapQuestion(
                        new TapTarget("shop", "service", "web", LabelSelector.everything()),
                        100,
                        List.of(new TapFilter.Destination(Map.of("service", "catalog", "namespace", "shop"))),
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"namespace\":\"shop\",\"pathh\":\"/items\"}",
                "{\"namespace\":\"shop\",\"resource\":\"planet/earth\"}",
                "{\"namespace\":\"shop\",\"maxRps\":-1}",
                "{\"namespace\":\"shop\",\"maxRps\":\"many\"}",
                "{\"namespace\":\"shop\",\"labelSelector\":\"app in web\"}"
            })
    void whatCannotBeAskedIsRefusedAndNeverReadAsLess(String json) {
        assertThatThrownBy(() -> question(json)).isInstanceOf(TapException.class);
    }
}
