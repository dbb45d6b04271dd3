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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static final String TRACED = """
            kind: Pod
            metadata:
              labels:
                app.kubernetes.io/name: front
              annotations:
                linkerd.io/inject: enabled
                resource.opentelemetry.io/team: shop
                %s
            spec:
              containers:
              - name: web
            """;
    private static final InjectionSettings TRACING = WEBHOOK.with(WEBHOOK.values()
            .with("proxy.tracing.enabled", Objects.YAML.getNodeFactory().booleanNode(true))
            .with(ProxyTracing.ENDPOINT, Objects.YAML.getNodeFactory().stringNode("collector.linkerd-jaeger:4317"))
            .with(ProxyTracing.ACCOUNT, Objects.YAML.getNodeFactory().stringNode("collector"))
            .with(ProxyTracing.NAMESPACE, Objects.YAML.getNodeFactory().stringNode("linkerd-jaeger")));

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
    void tracedPodIsToldItsCollectorAndWhoItIs() {
        ObjectNode pod = Objects.one(TRACED.formatted("x: y"));

        assertThat(traceVariables(pod))
                .isEqualTo(Map.of(
                        "ATTRIBUTES_PATH", "/var/run/linkerd/podinfo/labels",
                        "ANNOTATIONS_PATH", "/var/run/linkerd/podinfo/annotations",
                        "PROTOCOL", "opentelemetry",
                        "SERVICE_NAME", "front",
                        "COLLECTOR_SVC_ADDR", "collector.linkerd-jaeger:4317",
                        "COLLECTOR_SVC_NAME", "collector.linkerd-jaeger.serviceaccount.identity.linkerd.cluster.local",
                        "EXTRA_ATTRIBUTES",
                                "k8s.pod.ip=$(_pod_ip)\nk8s.pod.uid=$(_pod_uid)\nk8s.container.name=$(_pod_containerName)"
                                        + "\nteam=shop",
                        "ROOT_RATIO", "1"));
        ObjectNode injected =
                Injection.inject(pod, Surroundings.of("shop"), TRACING).patched();
        assertThat(injected.at("/spec/volumes").valueStream()).contains(Objects.one("""
                        name: linkerd-podinfo
                        downwardAPI:
                          items:
                          - {path: labels, fieldRef: {fieldPath: metadata.labels}}
                          - {path: annotations, fieldRef: {fieldPath: metadata.annotations}}
                        """));
        assertThat(injected.at("/spec/initContainers/1/volumeMounts").valueStream())
                .contains(Objects.one("{mountPath: /var/run/linkerd/podinfo, name: linkerd-podinfo}"));
        assertThat(Uninjection.uninject(injected).orElseThrow().toString()).doesNotContain("linkerd-podinfo");
    }

    @Test
    void whereAPluginSetsTheRulesTheFirstContainerOnlyLooksWhetherTheyAreThere() {
        ObjectNode injected = Injection.inject(
                        Objects.one(POD.formatted("config.linkerd.io/outbound-port: '4999'")),
                        Surroundings.of("shop"),
                        plugin("disableIPv6: true"))
                .patched();

        Golden.check(
                getClass(),
                "network-validator.yaml",
                Objects.YAML.writeValueAsString(injected.at("/spec/initContainers/0")));
        assertThat(injected.at("/spec/initContainers/1/name").asString()).isEqualTo("linkerd-proxy");
        assertThat(injected.toString()).doesNotContain("linkerd-init", "xtables-lock");
        assertThat(Uninjection.uninject(injected).orElseThrow().toString()).doesNotContain("network-validator");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disableIPv6: false | --connect-addr,[fd00::1]:20001,--listen-addr,[::]:4140",
                "networkValidator: {connectAddr: '2.2.2.2:9', listenAddr: '127.0.0.1:4140'}"
                        + " | --connect-addr,2.2.2.2:9,--listen-addr,127.0.0.1:4140",
                "networkValidator: {timeout: 3s} | --timeout,3s",
                "networkValidator: {logLevel: warn, logFormat: json} | --log-format,json,--log-level,warn",
            })
    void valuesSayHowItLooks(String value, String expected) {
        InjectionResult result =
                Injection.inject(Objects.one(POD.formatted("x: y")), Surroundings.of("shop"), plugin(value));

        assertThat(result.patched()
                        .at("/spec/initContainers/0/args")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsSubsequence(expected.split(","));
    }

    @Test
    void withoutNativeSidecarsItIsTheLastThatRunsBeforeTheProxy() {
        ObjectNode injected = Injection.inject(
                        Objects.one(Objects.text(Objects.CASES.resolve("pod-init-containers-not-native.yaml"))),
                        Surroundings.of("shop"),
                        plugin("x: y"))
                .patched();

        assertThat(injected.at("/spec/initContainers")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .last()
                .isEqualTo("linkerd-network-validator");
        assertThat(injected.at("/spec/containers/0/name").asString()).isEqualTo("linkerd-proxy");
    }

    /** As an operator has it who lets a CNI plugin set the redirect rules, with one more value. */
    private static InjectionSettings plugin(String yaml) {
        ChartValues values = WEBHOOK.values()
                .with("cniEnabled", Objects.YAML.getNodeFactory().booleanNode(true));
        ObjectNode root = values.root().deepCopy();
        Objects.one(yaml).properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode object) {
                root.withObjectProperty(entry.getKey()).setAll(object);
            } else {
                root.set(entry.getKey(), entry.getValue());
            }
        });
        return WEBHOOK.with(new ChartValues(root));
    }

    @Test
    void nothingIsSaidOfTracesWhereTheyAreOff() {
        assertThat(Injection.inject(Objects.one(TRACED.formatted("x: y")), Surroundings.of("shop"), WEBHOOK)
                        .patched()
                        .toString())
                .doesNotContain("TRACE_", "linkerd-podinfo");
    }

    @ParameterizedTest
    @CsvSource({
        "config.linkerd.io/trace-collector, otel.obs:55680, COLLECTOR_SVC_ADDR, otel.obs:55680",
        "config.linkerd.io/trace-collector, otel.obs.svc:1, COLLECTOR_SVC_NAME, collector.obs.serviceaccount.identity.linkerd.cluster.local",
        "config.linkerd.io/trace-collector, otel:1, COLLECTOR_SVC_NAME, collector.$(_pod_ns).serviceaccount.identity.linkerd.cluster.local",
        "config.linkerd.io/trace-collector, nowhere, COLLECTOR_SVC_ADDR, collector.linkerd-jaeger:4317",
        "config.linkerd.io/trace-collector-protocol, opencensus, PROTOCOL, opentelemetry",
        "config.alpha.linkerd.io/trace-collector-service-account, otel, COLLECTOR_SVC_NAME, otel.linkerd-jaeger.serviceaccount.identity.linkerd.cluster.local",
        "config.linkerd.io/trace-collector-name, proxies, SERVICE_NAME, front",
    })
    void annotationsOfTheJaegerExtensionStandOverTheValues(
            String annotation, String value, String variable, String expected) {
        ObjectNode pod = Objects.one(TRACED.formatted(annotation + ": \"" + value + "\""));

        assertThat(traceVariables(pod)).containsEntry(variable, expected);
    }

    private static Map<String, String> traceVariables(ObjectNode pod) {
        String prefix = "LINKERD2_PROXY_TRACE_";
        return Injection.inject(pod, Surroundings.of("shop"), TRACING)
                .patched()
                .at("/spec/initContainers/1/env")
                .valueStream()
                .filter(each -> each.path("name").asString().startsWith(prefix))
                .collect(Collectors.toMap(
                        each -> each.path("name").asString().substring(prefix.length()),
                        each -> each.path("value").asString()));
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
