package io.weft.ingress.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.weft.ingress.manifests.Manifests;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressChoiceTest {
    private static final String CLASS = """
            apiVersion: networking.k8s.io/v1
            kind: IngressClass
            metadata: {name: NAME, annotations: {ingressclass.kubernetes.io/is-default-class: "DEFAULT"}}
            spec: {controller: CONTROLLER}
            """;

    @ParameterizedTest(name = "default {0}, class {1}, annotation {2}: {3}")
    @CsvSource({
        "false, linkerd-http, , true",
        "false, other, , false",
        "false, absent, , false",
        "false, , , false",
        "true, , , true",
        "true, other, , false",
        "false, , linkerd-http, true",
        "true, , other, false",
        "true, linkerd-http, other, false",
    })
    void ingressIsOursByItsClass(String isDefault, String name, String annotation, boolean ours) {
        IngressChoice choice = IngressChoice.of(List.of(
                ingressClass("linkerd-http", isDefault, IngressChoice.CONTROLLER),
                ingressClass("other", "true", "example.com/other")));

        assertThat(choice.oldestFirst(List.of(ingress(name, annotation, "web", ""))))
                .hasSize(ours ? 1 : 0);
    }

    @Test
    void theOldestIsFirstAndOfTwoAsOldTheFirstByName() {
        IngressChoice choice =
                IngressChoice.of(List.of(ingressClass("linkerd-http", "false", IngressChoice.CONTROLLER)));

        assertThat(choice.oldestFirst(List.of(
                        ingress("linkerd-http", null, "c", "2026-02-01T00:00:00Z"),
                        ingress("linkerd-http", null, "b", "2026-01-01T00:00:00Z"),
                        ingress("linkerd-http", null, "a", "2026-02-01T00:00:00Z"))))
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("b", "a", "c");
    }

    private static IngressClass ingressClass(String name, String isDefault, String controller) {
        return Manifests.read(
                IngressClass.class,
                CLASS.replace("NAME", name).replace("DEFAULT", isDefault).replace("CONTROLLER", controller));
    }

    private static Ingress ingress(
            @Nullable String ingressClass, @Nullable String annotation, String name, String created) {
        return Manifests.read(Ingress.class, """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: %s, creationTimestamp: "%s", annotations: {%s}}
                spec: {%s}
                """.formatted(
                        name,
                        created,
                        annotation == null ? "" : "kubernetes.io/ingress.class: " + annotation,
                        ingressClass == null ? "" : "ingressClassName: " + ingressClass));
    }
}
