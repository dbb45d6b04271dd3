package io.weft.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.output.KubernetesYaml;
import io.weft.injection.ChartValues;
import io.weft.injection.Injection;
import io.weft.injection.InjectionSettings;
import io.weft.injection.Surroundings;
import io.weft.injection.Uninjection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ControlPlaneChartTest {
    private static final List<JsonNode> CHART = chart(true);
    private static final List<JsonNode> WITH_IPV6 = chart(false);
    private static final String ANCHORS = "LINKERD2_PROXY_IDENTITY_TRUST_ANCHORS"; // of a ConfigMap in the chart

    @Test
    void sidecarOfTheControlPlaneIsWhatInjectionWouldAdd() {
        ObjectNode deployment = (ObjectNode) find("Deployment", "linkerd-proxy-injector");
        ObjectNode injected = injected(CHART, deployment);

        assertThat(container(deployment, "linkerd-proxy")).isEqualTo(container(injected, "linkerd-proxy"));
        assertThat(environment(deployment)).isEqualTo(environment(injected));
    }

    @Test
    void withIpv6SidecarsListenForBothFamiliesAndTheirRulesRedirectBoth() {
        ObjectNode deployment = (ObjectNode) find(WITH_IPV6, "Deployment", "linkerd-destination");
        ObjectNode injected = injected(WITH_IPV6, deployment);

        assertThat(environment(deployment))
                .containsEntry("LINKERD2_PROXY_INBOUND_LISTEN_ADDR", "[::]:4143")
                .containsEntry("LINKERD2_PROXY_ADMIN_LISTEN_ADDR", "[::]:4191")
                .containsEntry("LINKERD2_PROXY_CONTROL_LISTEN_ADDR", "[::]:4190")
                .containsEntry("LINKERD2_PROXY_OUTBOUND_LISTEN_ADDR", "127.0.0.1:4140")
                .containsEntry("LINKERD2_PROXY_OUTBOUND_LISTEN_ADDRS", "127.0.0.1:4140,[::1]:4140");
        assertThat(environment(injected)).containsAllEntriesOf(listeners(deployment));
        assertThat(container(deployment, "linkerd-init"))
                .isEqualTo(container(injected, "linkerd-init"))
                .asString()
                .doesNotContain("--ipv6");
        assertThat(containers(deployment).map(each -> each.path("env").toString()))
                .anyMatch(env -> env.contains("MESH_DESTINATION_IPV6"));
    }

    private static Map<String, String> listeners(JsonNode deployment) {
        Map<String, String> listeners = environment(deployment);
        listeners.keySet().removeIf(name -> !name.contains("LISTEN_ADDR"));
        return listeners;
    }

    @Test
    void redirectRulesOfTheControlPlaneAreThoseOfInjection() {
        ObjectNode deployment = (ObjectNode) find("Deployment", "linkerd-destination");

        assertThat(container(deployment, "linkerd-init"))
                .isEqualTo(container(injected(CHART, deployment), "linkerd-init"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereAPluginSetsTheRulesPodsOfTheControlPlaneLookForThemAsOthersDo(boolean disableIpv6) {
        List<JsonNode> chart = chart(disableIpv6, true);

        assertThat(List.of("linkerd-destination", "linkerd-identity", "linkerd-proxy-injector"))
                .allSatisfy(name -> {
                    ObjectNode deployment = (ObjectNode) find(chart, "Deployment", name);
                    assertThat(container(deployment, "linkerd-network-validator"))
                            .isEqualTo(container(injected(chart, deployment), "linkerd-network-validator"));
                    assertThat(deployment.toString()).doesNotContain("linkerd-init", "xtables-lock");
                });
    }

    @Test
    void destinationAndIdentityAskTheirNeighbour() {
        assertThat(environment(find("Deployment", "linkerd-destination")))
                .containsEntry("LINKERD2_PROXY_DESTINATION_SVC_ADDR", "localhost.:8087")
                .containsEntry("LINKERD2_PROXY_POLICY_SVC_ADDR", "localhost.:8087");
        assertThat(environment(find("Deployment", "linkerd-identity")))
                .containsEntry("LINKERD2_PROXY_IDENTITY_SVC_ADDR", "localhost.:8080")
                .containsEntry("LINKERD2_PROXY_INBOUND_PORTS_REQUIRE_TLS", "8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkerd-destination", "linkerd-identity", "linkerd-proxy-injector"})
    void serviceThatStartsSlowlyIsNotKilledForIt(String name) {
        assertThat(find("Deployment", name).at("/spec/template/spec/containers/0/startupProbe/failureThreshold"))
                .hasToString("300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkerd-destination", "linkerd-identity", "linkerd-proxy-injector"})
    void serviceThatAnswersSlowlyIsNotKilledForIt(String name) {
        assertThat(find("Deployment", name).at("/spec/template/spec/containers/0/livenessProbe/timeoutSeconds"))
                .hasToString("5");
    }

    @Test
    void serviceOfIdentityLeadsToItsAdminApiToo() {
        assertThat(find("Service", "linkerd-identity").at("/spec/ports").valueStream())
                .extracting(port -> port.path("targetPort").asInt())
                .containsExactly(8080, 8443);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linkerd-destination", "linkerd-identity", "linkerd-proxy-injector"})
    void everyContainerButTheInitOneMeetsTheRestrictedProfile(String name) {
        JsonNode spec = find("Deployment", name).at("/spec/template/spec");

        assertThat(Stream.concat(
                                spec.path("initContainers").valueStream(),
                                spec.path("containers").valueStream())
                        .filter(each -> !each.path("name").asString().equals("linkerd-init"))
                        .map(each -> each.path("securityContext")))
                .allSatisfy(context -> {
                    assertThat(context.path("allowPrivilegeEscalation").asBoolean(true))
                            .isFalse();
                    assertThat(context.path("runAsNonRoot").asBoolean(false)).isTrue();
                    assertThat(context.path("readOnlyRootFilesystem").asBoolean(false))
                            .isTrue();
                    assertThat(context.at("/seccompProfile/type").asString("")).isEqualTo("RuntimeDefault");
                    assertThat(context.at("/capabilities/drop/0").asString("")).isEqualTo("ALL");
                });
    }

    /** control-plane, 14: values that are settings of destination. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | MESH_DESTINATION_OUTBOUND_TRANSPORT_MODE | transport-header",
                "{} | MESH_DESTINATION_MESHED_HTTP2_CLIENT |"
                        + " {\"keep_alive\":{\"interval\":{\"seconds\":10},\"timeout\":{\"seconds\":3},\"while_idle\":true}}",
                "{} | MESH_DESTINATION_ALLOW_L5D_REQUEST_HEADERS | not set",
                "{proxy: {outboundTransportMode: transparent}} | MESH_DESTINATION_OUTBOUND_TRANSPORT_MODE | transparent",
                "{destinationController: {meshedHttp2ClientProtobuf: {keep_alive: null}}}"
                        + " | MESH_DESTINATION_MESHED_HTTP2_CLIENT | {}",
                "{policyController: {additionalArgs: [--allow-l5d-request-headers]}}"
                        + " | MESH_DESTINATION_ALLOW_L5D_REQUEST_HEADERS | true",
                "{policyController: {experimentalArgs: [--allow-l5d-request-headers=false]}}"
                        + " | MESH_DESTINATION_ALLOW_L5D_REQUEST_HEADERS | not set",
                "{} | MESH_DESTINATION_METRICS_READERS | not set",
                "{policyController: {metricsReaders: [{name: a, namespace: b}, {name: c, namespace: d}]}}"
                        + " | MESH_DESTINATION_METRICS_READERS | a.b.serviceaccount.identity.linkerd.cluster.local,"
                        + "c.d.serviceaccount.identity.linkerd.cluster.local",
                "{policyController: {additionalEnv: [{name: A, value: b}]}} | A | b",
                "{destinationController: {experimentalEnv: [{name: C, value: d}]}} | C | d"
            })
    void valueIsASettingOfDestination(String values, String variable, String setting) {
        JsonNode deployment =
                find(chart((ObjectNode) KubernetesYaml.read(values).getFirst()), "Deployment", "linkerd-destination");

        assertThat(environment(deployment, "destination").getOrDefault(variable, "not set"))
                .isEqualTo(setting);
    }

    @ParameterizedTest
    @CsvSource({"identity, linkerd-identity, identity", "proxyInjector, linkerd-proxy-injector, proxy-injector"})
    void everyServiceMayHaveMoreVariables(String group, String deployment, String container) {
        ObjectNode values = (ObjectNode) KubernetesYaml.read(
                        group + ": {additionalEnv: [{name: A, value: b}], experimentalEnv: [{name: C, value: d}]}")
                .getFirst();

        assertThat(environment(find(chart(values), "Deployment", deployment), container))
                .containsEntry("A", "b")
                .containsEntry("C", "d");
    }

    @Test
    void anArgumentThatMeansNothingHereIsRefused() {
        ObjectNode values =
                (ObjectNode) KubernetesYaml.read("policyController: {additionalArgs: [--patch-timeout-ms=1]}")
                        .getFirst();

        assertThatThrownBy(() -> chart(values)).hasMessageContaining("/policyController/additionalArgs/0");
    }

    /** The Deployment without its sidecar, injected as its operator would have it. */
    private static ObjectNode injected(List<JsonNode> chart, ObjectNode deployment) {
        JsonNode config = find(chart, "ConfigMap", "linkerd-config").at("/data/values");
        ChartValues values = new ChartValues(
                        (ObjectNode) KubernetesYaml.read(config.asString()).getFirst())
                .with("proxyInit.ignoreOutboundPorts", text("443,6443,4567,4568"));
        ChartValues opaque = values.with("proxy.opaquePorts", text("8443," + values.text("proxy.opaquePorts")));
        ObjectNode bare = Uninjection.uninject(deployment).orElseThrow();
        InjectionSettings settings =
                new InjectionSettings("linkerd", opaque, "", InjectionSettings.Origin.COMMAND_LINE, "0.1.0");
        return Injection.inject(bare, Surroundings.of("linkerd"), settings).patched();
    }

    /**
     * A container but its environment, whose order says nothing, and but the service's own token for the API server, which the
     * chart keeps from sidecars.
     */
    private static JsonNode container(JsonNode deployment, String name) {
        ObjectNode container = containers(deployment)
                .filter(each -> each.path("name").asString("").equals(name))
                .findFirst()
                .map(each -> ((ObjectNode) each.deepCopy()).without("env"))
                .map(ObjectNode.class::cast)
                .orElseThrow();
        if (container.path("volumeMounts") instanceof ArrayNode mounts) {
            mounts.removeIf(mount -> mount.path("name").asString("").equals("kube-api-access"));
        }
        return KubernetesYaml.read(KubernetesYaml.write(List.of(container))).getFirst();
    }

    private static Map<String, String> environment(JsonNode deployment) {
        Map<String, String> environment = environment(deployment, "linkerd-proxy");
        environment.remove(ANCHORS);
        return environment;
    }

    private static Map<String, String> environment(JsonNode deployment, String container) {
        Map<String, String> environment = new TreeMap<>();
        containers(deployment)
                .filter(each -> each.path("name").asString("").equals(container))
                .flatMap(each -> each.path("env").valueStream())
                .forEach(each -> environment.put(
                        each.path("name").asString(),
                        each.has("value")
                                ? each.path("value").asString()
                                : each.path("valueFrom").toString()));
        return environment;
    }

    private static Stream<JsonNode> containers(JsonNode deployment) {
        JsonNode spec = deployment.at("/spec/template/spec");
        return Stream.concat(
                spec.path("initContainers").valueStream(),
                spec.path("containers").valueStream());
    }

    private static JsonNode find(String kind, String name) {
        return find(CHART, kind, name);
    }

    private static JsonNode find(List<JsonNode> chart, String kind, String name) {
        return chart.stream()
                .filter(each -> each.path("kind").asString("").equals(kind)
                        && each.at("/metadata/name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> chart(boolean disableIpv6) {
        return chart(disableIpv6, false);
    }

    private static List<JsonNode> chart(boolean disableIpv6, boolean plugin) {
        return chart(JsonNodeFactory.instance
                .objectNode()
                .put("disableIPv6", disableIpv6)
                .put("cniEnabled", plugin));
    }

    private static List<JsonNode> chart(ObjectNode values) {
        ValueLayers.put(values, "identity.issuer.tls.crtPEM", "certificate");
        ValueLayers.put(values, "identity.issuer.tls.keyPEM", "key");
        return BundledCharts.render(BundledCharts.CONTROL_PLANE, "linkerd", values);
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }
}
