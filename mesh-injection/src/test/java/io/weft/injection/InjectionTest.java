package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.injection.InjectionSettings.Origin;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class InjectionTest {
    private static final InjectionSettings WEBHOOK = Objects.settings(Origin.WEBHOOK);
    private static final String POD = """
            kind: Pod
            metadata:
              annotations:
                linkerd.io/inject: enabled
                %s
            spec:
              containers:
              - name: web
            """;

    static Stream<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(Objects.CASES)) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decisionAndPatchAreAsWritten(String name) {
        Golden.check(getClass(), "injected-" + name + ".yaml", shown(name, inject(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void patchLeadsFromTheObjectToWhatIsReturned(String name) {
        List<ObjectNode> documents = documents(name);
        InjectionResult result = inject(name);

        assertThat(Patches.apply(documents.getLast(), result.patch())).isEqualTo(result.patched());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsDoneIsNotDoneAgain(String name) {
        Surroundings around = Objects.around(documents(name));

        assertThat(Injection.inject(inject(name).patched(), around, WEBHOOK).patch())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void uninjectionTakesOutWhatInjectionPutIn(String name) {
        InjectionResult result = inject(name);
        if (result.injected()) {
            ObjectNode back = Uninjection.uninject(result.patched()).orElseThrow();
            assertThat(back.toString())
                    .doesNotContain("linkerd-proxy", "linkerd-init", "linkerd-identity", "\"linkerd.io/");
        }
    }

    @Test
    void trustAnchorsAreNamedWithoutTheWhiteSpaceAroundThem() {
        ObjectNode pod = Objects.one(Objects.text(Objects.CASES.resolve("pod-not-asked.yaml")));
        InjectionSettings typed = Objects.settings(Origin.COMMAND_LINE);
        InjectionSettings stripped = new InjectionSettings(
                "linkerd", typed.values(), typed.trustAnchors().strip(), Origin.COMMAND_LINE, typed.version());

        assertThat(trustRoot(Injection.inject(pod, Surroundings.of("shop"), typed)))
                .isNotEmpty()
                .isEqualTo(trustRoot(Injection.inject(pod, Surroundings.of("shop"), stripped)));
    }

    private static String trustRoot(InjectionResult result) {
        return result.patched()
                .at("/metadata/annotations/linkerd.io~1trust-root-sha256")
                .asString();
    }

    @Test
    void commandLineAsksByBeingTyped() {
        ObjectNode plain = Objects.one(Objects.text(Objects.CASES.resolve("pod-not-asked.yaml")));
        ObjectNode disabled =
                Objects.one(Objects.text(Objects.CASES.resolve("pod-disabled-in-enabled-namespace.yaml")));
        InjectionSettings typed = Objects.settings(Origin.COMMAND_LINE);

        assertThat(Injection.inject(plain, Surroundings.of("shop"), typed).reasons())
                .isEmpty();
        assertThat(Injection.inject(disabled, Surroundings.of("shop"), typed).reasons())
                .containsExactly(SkipReason.DISABLED);
    }

    @Test
    void withoutATokenOfItsOwnAProxyNeedsTheDefaultOne() {
        InjectionSettings unprojected = WEBHOOK.with(WEBHOOK.values()
                .with(
                        "identity.serviceAccountTokenProjection",
                        Objects.YAML.getNodeFactory().booleanNode(false)));
        ObjectNode mounted = Objects.one(Objects.text(Objects.CASES.resolve("pod-token-mount.yaml")));

        assertThat(Injection.inject(Objects.one(POD.formatted("x: y")), Surroundings.of("shop"), unprojected)
                        .reasons())
                .containsExactly(SkipReason.NO_TOKEN);
        assertThat(Injection.inject(mounted, Surroundings.of("shop"), unprojected)
                        .patched()
                        .toString())
                .contains("/var/run/secrets/kubernetes.io/serviceaccount/token")
                .doesNotContain("linkerd-identity-token");
    }

    @Test
    void tenThousandLinesInAnAnnotationAreIgnoredWithAShortWarning() {
        ObjectNode pod = Objects.one(POD.formatted("config.linkerd.io/proxy-log-level: placeholder"));
        ((ObjectNode) pod.at("/metadata/annotations"))
                .put(ConfigAnnotation.LOG_LEVEL, "debug\n".repeat(10_000))
                .put(ConfigAnnotation.OPAQUE_PORTS, "1,".repeat(100_000))
                .put(ConfigAnnotation.ADDITIONAL_ENV, "[".repeat(4_000));

        InjectionResult result = Injection.inject(pod, Surroundings.of("shop"), WEBHOOK);

        assertThat(result.injected()).isTrue();
        assertThat(result.warnings())
                .hasSize(3)
                .allSatisfy(warning -> assertThat(warning).hasSizeLessThan(256).doesNotContain("\n"));
        assertThat(result.patched().at("/spec/initContainers/1/env").toString()).contains("warn,linkerd=info");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Pod",
                "{kind: Pod, spec: 7}",
                "{kind: Pod, spec: {}}",
                "{kind: Pod, spec: {containers: {}}}",
                "{kind: Pod, spec: {containers: [web]}}",
                "{kind: Pod, spec: {containers: [{name: web}], initContainers: x}}",
                "{kind: Pod, metadata: {annotations: [a]}, spec: {containers: [{name: web}]}}",
                "{kind: Pod, metadata: {annotations: {a: 1}}, spec: {containers: [{name: web}]}}",
                "{kind: Deployment, spec: {}}",
            })
    void whatIsNoPodIsRefusedWithItsReason(String text) {
        assertThatThrownBy(() -> Injection.inject(Objects.one(text), Surroundings.of("shop"), WEBHOOK))
                .isInstanceOf(MalformedObjectException.class)
                .hasMessageMatching(".*(missing|empty|no list|no object|no string).*");
    }

    private static InjectionResult inject(String name) {
        List<ObjectNode> documents = documents(name);
        return Injection.inject(documents.getLast(), Objects.around(documents), WEBHOOK);
    }

    private static List<ObjectNode> documents(String name) {
        return Objects.read(Objects.text(Objects.CASES.resolve(name + ".yaml")));
    }

    /** Variables of the proxy are shown where they differ from those of a plain Deployment. */
    private static String shown(String name, InjectionResult result) {
        ObjectNode shown = Objects.YAML.createObjectNode();
        shown.put("skipped", result.reasonCodes());
        result.warnings().forEach(shown.putArray("warnings")::add);
        shown.set("patch", result.patch().deepCopy());
        if (!name.equals("deployment")) {
            Set<JsonNode> usual = new HashSet<>();
            inject("deployment").patched().findValues("env").forEach(env -> env.forEach(usual::add));
            shown.findValues("env").forEach(env -> ((ArrayNode) env).removeIf(usual::contains));
        }
        return Objects.YAML.writeValueAsString(shown);
    }
}
