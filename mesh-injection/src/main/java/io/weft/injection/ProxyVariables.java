package io.weft.injection;

import io.weft.kubernetes.resource.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The environment of a proxy in a pod template: what {@link ProxyEnvironment} renders with final values, with the chart's
 * values, and helper variables by which Kubernetes fills in names and addresses.
 *
 * @see "injection, 6.5"
 */
final class ProxyVariables {
    private static final String PREFIX = "LINKERD2_PROXY_";
    private static final BigDecimal MOST_CPUS = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final String ANY_TIME = "365d";

    private final ArrayNode list = JsonNodeFactory.instance.arrayNode();
    private final ChartValues values;
    private final String controlPlane;

    private ProxyVariables(InjectionSettings settings) {
        values = settings.values();
        controlPlane = settings.controlPlaneNamespace();
    }

    /**
     * A list of EnvVar.
     *
     * @param settings with the workload's annotations laid over the values
     */
    static ArrayNode render(InjectionSettings settings, PodTemplate pod, boolean ingress) {
        ProxyVariables variables = new ProxyVariables(settings);
        variables.helpers();
        variables.general();
        variables.discovery();
        variables.listeners(PodPorts.of(pod).inbound(), ingress);
        variables.connections();
        ProxyTracing.variables(settings, pod).forEach((name, value) -> variables.set("TRACE_" + name, value));
        variables.identity(settings);
        variables.list.addAll(
                variables.values.at("proxy.additionalEnv").valueStream().toList());
        variables.list.addAll(
                variables.values.at("proxy.experimentalEnv").valueStream().toList());
        return variables.list;
    }

    private void helpers() {
        field("_pod_name", "metadata.name");
        field("_pod_ns", "metadata.namespace");
        field("_pod_uid", "metadata.uid");
        field("_pod_ip", "status.podIP");
        field("_pod_nodeName", "spec.nodeName");
        field("_pod_sa", "spec.serviceAccountName");
        put("_pod_containerName", ProxyContainer.NAME);
        put("_l5d_ns", controlPlane);
        put("_l5d_trustdomain", values.trustDomain());
    }

    private void general() {
        int least = Math.max(
                wholeCpus(values.text("proxy.resources.cpu.request")),
                Math.max(1, values.number("proxy.runtime.workers.minimum")));
        int most = values.text("proxy.resources.cpu.limit").isEmpty()
                ? values.number("proxy.runtime.workers.maximum")
                : wholeCpus(values.text("proxy.resources.cpu.limit"));
        set("CORES", Integer.toString(least));
        set("CORES_MIN", Integer.toString(least));
        setUnless("0", "CORES_MAX", Integer.toString(most));
        setUnless("0", "CORES_MAX_RATIO", values.text("proxy.runtime.workers.maximumCPURatio", "0"));
        setUnless("", "INBOUND_PORTS_REQUIRE_IDENTITY", values.text("proxy.requireIdentityOnInboundPorts"));
        setUnless("", "INBOUND_PORTS_REQUIRE_TLS", values.text("proxy.requireTLSOnInboundPorts"));
        set("SHUTDOWN_ENDPOINT_ENABLED", Boolean.toString(values.flag("proxy.enableShutdownEndpoint")));
        boolean headers = values.text("proxy.logHTTPHeaders").equals("insecure");
        set("LOG", values.text("proxy.logLevel") + (headers ? "" : ",[{headers}]=off,[{request}]=off"));
        set("LOG_FORMAT", values.text("proxy.logFormat"));
        setUnless("", "ACCESS_LOG", values.text("proxy.accessLog"));
    }

    /** Rounded up; 0 if nothing is written, or nothing that can be read. */
    private static int wholeCpus(String text) {
        return Quantity.parse(text)
                .map(cpus ->
                        cpus.setScale(0, RoundingMode.CEILING).min(MOST_CPUS).intValue())
                .orElse(0);
    }

    private void discovery() {
        String destination = "linkerd-dst-headless." + service() + ":8087";
        set("DESTINATION_SVC_ADDR", destination);
        set("DESTINATION_PROFILE_NETWORKS", values.text("clusterNetworks"));
        set("DESTINATION_PROFILE_SUFFIXES", values.flag("proxy.enableExternalProfiles") ? "." : suffix());
        set(
                "DESTINATION_CONTEXT",
                "{\"ns\":\"$(_pod_ns)\", \"nodeName\":\"$(_pod_nodeName)\", \"pod\":\"$(_pod_name)\"}\n");
        set("POLICY_SVC_ADDR", destination);
        set("POLICY_WORKLOAD", "{\"ns\":\"$(_pod_ns)\", \"pod\":\"$(_pod_name)\"}\n");
        set("INBOUND_DEFAULT_POLICY", values.text("proxy.defaultInboundPolicy"));
        set("POLICY_CLUSTER_NETWORKS", values.text("clusterNetworks"));
        set("CONTROL_STREAM_INITIAL_TIMEOUT", values.text("proxy.control.streams.initialTimeout"));
        set("CONTROL_STREAM_IDLE_TIMEOUT", values.text("proxy.control.streams.idleTimeout"));
        set("CONTROL_STREAM_LIFETIME", values.text("proxy.control.streams.lifetime"));
        set("INBOUND_CONNECT_TIMEOUT", values.text("proxy.inboundConnectTimeout"));
        set("OUTBOUND_CONNECT_TIMEOUT", values.text("proxy.outboundConnectTimeout"));
        set("OUTBOUND_DISCOVERY_IDLE_TIMEOUT", values.text("proxy.outboundDiscoveryCacheUnusedTimeout"));
        set("INBOUND_DISCOVERY_IDLE_TIMEOUT", values.text("proxy.inboundDiscoveryCacheUnusedTimeout"));
    }

    private void listeners(String inboundPorts, boolean ingress) {
        boolean ipv6 = !values.flag("disableIPv6");
        int outbound = values.number("proxy.ports.outbound");
        set("CONTROL_LISTEN_ADDR", ProxyListeners.onAll(ipv6, values.number("proxy.ports.control")));
        set("ADMIN_LISTEN_ADDR", ProxyListeners.onAll(ipv6, values.number("proxy.ports.admin")));
        set("OUTBOUND_LISTEN_ADDR", ProxyListeners.onLoopback(false, outbound));
        set("OUTBOUND_LISTEN_ADDRS", ProxyListeners.onLoopback(ipv6, outbound));
        set("INBOUND_LISTEN_ADDR", ProxyListeners.onAll(ipv6, values.number("proxy.ports.inbound")));
        field(PREFIX + "INBOUND_IPS", "status.podIPs");
        set("INBOUND_PORTS", inboundPorts);
        if (values.flag(Injection.GATEWAY)) {
            set("INBOUND_GATEWAY_SUFFIXES", suffix());
        }
        if (ingress) {
            set("INGRESS_MODE", "true");
        }
    }

    private void connections() {
        if (values.flag("proxy.disableOutboundProtocolDetectTimeout")) {
            set("OUTBOUND_DETECT_TIMEOUT", ANY_TIME);
        }
        if (values.flag("proxy.disableInboundProtocolDetectTimeout")) {
            set("INBOUND_DETECT_TIMEOUT", ANY_TIME);
        }
        set("INBOUND_ACCEPT_KEEPALIVE", "10000ms");
        set("OUTBOUND_CONNECT_KEEPALIVE", "10000ms");
        set("INBOUND_ACCEPT_USER_TIMEOUT", "30s");
        set("OUTBOUND_CONNECT_USER_TIMEOUT", "30s");
        set("OUTBOUND_METRICS_HOSTNAME_LABELS", Boolean.toString(values.flag("proxy.metrics.hostnameLabels")));
        for (String side : List.of("inbound", "outbound")) {
            String http2 = "proxy." + side + ".server.http2.";
            String name = side.toUpperCase(Locale.ROOT) + "_SERVER_HTTP2_KEEP_ALIVE_";
            set(name + "INTERVAL", values.text(http2 + "keepAliveInterval"));
            set(name + "TIMEOUT", values.text(http2 + "keepAliveTimeout"));
        }
        set("INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION", values.text("proxy.opaquePorts"));
    }

    private void identity(InjectionSettings settings) {
        String suffix = ".serviceaccount.identity." + controlPlane + "." + values.trustDomain();
        String destination = ProxyControlPlane.DESTINATION_ACCOUNT + "." + controlPlane + suffix;
        set("IDENTITY_DIR", PodVolumes.IDENTITY_PATH);
        set("IDENTITY_TRUST_ANCHORS", settings.trustAnchors());
        set("IDENTITY_TOKEN_FILE", PodVolumes.tokenFile(values));
        set("IDENTITY_SVC_ADDR", "linkerd-identity-headless." + service() + ":8080");
        set("IDENTITY_LOCAL_NAME", "$(_pod_sa).$(_pod_ns)" + suffix);
        set("IDENTITY_SVC_NAME", ProxyControlPlane.IDENTITY_ACCOUNT + "." + controlPlane + suffix);
        set("DESTINATION_SVC_NAME", destination);
        set("POLICY_SVC_NAME", destination);
        setUnless("", "SHUTDOWN_GRACE_PERIOD", values.text("proxy.shutdownGracePeriod"));
    }

    private String service() {
        return controlPlane + "." + suffix();
    }

    private String suffix() {
        return "svc." + values.clusterDomain() + ".";
    }

    private void set(String name, String value) {
        put(PREFIX + name, value);
    }

    private void setUnless(String absent, String name, String value) {
        if (!value.equals(absent)) {
            set(name, value);
        }
    }

    private void put(String name, String value) {
        list.addObject().put("name", name).put("value", value);
    }

    private void field(String name, String path) {
        list.addObject()
                .put("name", name)
                .putObject("valueFrom")
                .putObject("fieldRef")
                .put("fieldPath", path);
    }
}
