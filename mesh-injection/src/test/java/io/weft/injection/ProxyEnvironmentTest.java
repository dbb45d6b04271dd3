package io.weft.injection;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.kubernetes.resource.GoDuration;
import io.weft.testkit.golden.Golden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProxyEnvironmentTest {
    private static final ProxyControlPlane PLANE = new ProxyControlPlane(
            "linkerd",
            "cluster.local",
            "cluster.local",
            List.of("10.0.0.0/8", "100.64.0.0/10"),
            "linkerd-identity-headless.linkerd.svc.cluster.local.:8080",
            "linkerd-dst-headless.linkerd.svc.cluster.local.:8087",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
            "/opt/workload",
            "/opt/workload/token");

    private final List<String> warnings = new ArrayList<>();

    @Test
    void everyVariableOfTheSheetIsSetInItsOrder() {
        String rendered = render(Map.of()).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\n", "\\n"))
                .collect(Collectors.joining("\n", "", "\n"));

        Golden.check(getClass(), "proxy.env", rendered);
        assertThat(warnings).isEmpty();
    }

    @Test
    void annotationsReplaceDefaults() {
        assertThat(render(Map.ofEntries(
                        Map.entry(ConfigAnnotation.OPAQUE_PORTS, "9999"),
                        Map.entry(ConfigAnnotation.DEFAULT_INBOUND_POLICY, "deny"),
                        Map.entry(ConfigAnnotation.LOG_LEVEL, "debug"),
                        Map.entry(ConfigAnnotation.LOG_FORMAT, "json"),
                        Map.entry(ConfigAnnotation.LOG_HTTP_HEADERS, "insecure"),
                        Map.entry(ConfigAnnotation.OUTBOUND_CONNECT_TIMEOUT, "2s"),
                        Map.entry(ConfigAnnotation.INBOUND_CONNECT_TIMEOUT, "1.5s"),
                        Map.entry(ConfigAnnotation.OUTBOUND_DISCOVERY_CACHE, "1m"),
                        Map.entry(ConfigAnnotation.INBOUND_DISCOVERY_CACHE, "2m30s"),
                        Map.entry(ConfigAnnotation.NO_OUTBOUND_DETECT_TIMEOUT, "true"),
                        Map.entry(ConfigAnnotation.NO_INBOUND_DETECT_TIMEOUT, "true"),
                        Map.entry(ConfigAnnotation.METRICS_HOSTNAME_LABELS, "true"),
                        Map.entry(ConfigAnnotation.EXTERNAL_PROFILES, "false"),
                        Map.entry(ConfigAnnotation.ADMIN_SHUTDOWN, "enabled"),
                        Map.entry(MeshAnnotation.INJECT, "ingress"),
                        Map.entry(ConfigAnnotation.SHUTDOWN_GRACE_PERIOD, "30s"))))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("LINKERD2_PROXY_INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION", "9999"),
                        Map.entry("LINKERD2_PROXY_INBOUND_DEFAULT_POLICY", "deny"),
                        Map.entry("LINKERD2_PROXY_LOG", "debug"),
                        Map.entry("LINKERD2_PROXY_LOG_FORMAT", "json"),
                        Map.entry("LINKERD2_PROXY_OUTBOUND_CONNECT_TIMEOUT", "2000ms"),
                        Map.entry("LINKERD2_PROXY_INBOUND_CONNECT_TIMEOUT", "1500ms"),
                        Map.entry("LINKERD2_PROXY_OUTBOUND_DISCOVERY_IDLE_TIMEOUT", "60s"),
                        Map.entry("LINKERD2_PROXY_INBOUND_DISCOVERY_IDLE_TIMEOUT", "150s"),
                        Map.entry("LINKERD2_PROXY_OUTBOUND_DETECT_TIMEOUT", "365d"),
                        Map.entry("LINKERD2_PROXY_INBOUND_DETECT_TIMEOUT", "365d"),
                        Map.entry("LINKERD2_PROXY_OUTBOUND_METRICS_HOSTNAME_LABELS", "true"),
                        Map.entry("LINKERD2_PROXY_DESTINATION_PROFILE_SUFFIXES", "svc.cluster.local."),
                        Map.entry("LINKERD2_PROXY_SHUTDOWN_ENDPOINT_ENABLED", "true"),
                        Map.entry("LINKERD2_PROXY_INGRESS_MODE", "true"),
                        Map.entry("LINKERD2_PROXY_SHUTDOWN_GRACE_PERIOD", "30000ms")));
    }

    @Test
    void annotationThatCannotBeReadIsReportedAndLeavesTheDefault() {
        assertThat(render(Map.of(
                        ConfigAnnotation.DEFAULT_INBOUND_POLICY, "open",
                        ConfigAnnotation.OUTBOUND_CONNECT_TIMEOUT, "soon",
                        ConfigAnnotation.OPAQUE_PORTS, "mysql")))
                .isEqualTo(render(Map.of()));
        assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("using the default"));
    }

    @Test
    void additionalVariablesComeLastAndWin() {
        Map<String, String> rendered = render(Map.of(
                ConfigAnnotation.ADDITIONAL_ENV,
                "[{\"name\": \"LINKERD2_PROXY_LOG\", \"value\": \"debug\"}, {\"name\": \"A\", \"value\": \"b\"}]"));

        assertThat(rendered).containsEntry("LINKERD2_PROXY_LOG", "debug");
        assertThat(List.copyOf(rendered.keySet()).getLast()).isEqualTo("A");
    }

    @Test
    void additionalVariablesThatAreNoListOfValuesAreReported() {
        for (String text : List.of("A=b", "[{\"name\": \"A\", \"valueFrom\": {}}]", "[{\"value\": \"b\"}]")) {
            assertThat(render(Map.of(ConfigAnnotation.ADDITIONAL_ENV, text))).isEqualTo(render(Map.of()));
        }
        assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("using the default"));
    }

    @Test
    void whoEndsAProxyKnowsHowLongItMayDrain() {
        assertThat(ProxyEnvironment.shutdownGracePeriod(Map.of(ConfigAnnotation.SHUTDOWN_GRACE_PERIOD, "1m30s")))
                .contains(Duration.ofSeconds(90));
        assertThat(ProxyEnvironment.shutdownGracePeriod(Map.of(ConfigAnnotation.SHUTDOWN_GRACE_PERIOD, "soon")))
                .isEmpty();
        assertThat(ProxyEnvironment.shutdownGracePeriod(Map.of())).isEmpty();
    }

    @Test
    void durationsAreSumsOfNumberAndUnit() {
        assertThat(GoDuration.parse("1h2m3.5s")).contains(Duration.ofMillis(3_723_500));
        assertThat(GoDuration.parse("15")).isEmpty();
        assertThat(GoDuration.parse("-1s")).isEmpty();
        assertThat(GoDuration.parse("1s later")).isEmpty();
        assertThat(GoDuration.parse("9999999999h")).isEmpty();
    }

    private Map<String, String> render(Map<String, String> annotations) {
        ProxyWorkload web = new ProxyWorkload(
                "shop",
                "web-k3x9p",
                "the-host",
                "web",
                List.of("10.42.0.7"),
                new LinkedHashSet<>(List.of(9090, 10080, 8080)),
                annotations);
        return ProxyEnvironment.render(web, PLANE, warnings::add);
    }
}
