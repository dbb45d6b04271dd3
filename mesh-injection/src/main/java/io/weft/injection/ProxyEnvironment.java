package io.weft.injection;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Renders the environment of a proxy.
 *
 * <p>Values are final: the helper variables by which a pod template lets Kubernetes fill in names and addresses are not here.
 *
 * @see "injection, 6.5"
 */
public final class ProxyEnvironment {
    private static final String PREFIX = "LINKERD2_PROXY_";

    private ProxyEnvironment() {}

    /**
     * Variables in the order the reference lists them.
     *
     * @param warnings told of every annotation whose value is ignored because it cannot be read
     */
    public static SequencedMap<String, String> render(
            ProxyWorkload workload, ProxyControlPlane plane, Consumer<String> warnings) {
        SequencedMap<String, String> env = new LinkedHashMap<>();
        Annotations annotations = new Annotations(workload.annotations(), warnings);
        general(env, annotations);
        discovery(env, workload, plane, annotations);
        listeners(env, workload);
        if (InjectionDecision.INGRESS.equals(workload.annotations().get(MeshAnnotation.INJECT))) {
            set(env, "INGRESS_MODE", "true");
        }
        connections(env, annotations);
        identity(env, workload, plane);
        shutdownGracePeriod(annotations).ifPresent(grace -> set(env, "SHUTDOWN_GRACE_PERIOD", grace.toMillis() + "ms"));
        env.putAll(annotations
                .find(ConfigAnnotation.ADDITIONAL_ENV, VariableList::values)
                .orElse(Map.of()));
        return Collections.unmodifiableSequencedMap(env);
    }

    /** How long a proxy of a workload with these annotations may drain before it ends by force; empty: as it likes. */
    public static Optional<Duration> shutdownGracePeriod(Map<String, String> annotations) {
        return shutdownGracePeriod(new Annotations(annotations, reported -> {}));
    }

    private static Optional<Duration> shutdownGracePeriod(Annotations annotations) {
        return annotations.duration(ConfigAnnotation.SHUTDOWN_GRACE_PERIOD);
    }

    private static void general(SequencedMap<String, String> env, Annotations annotations) {
        set(env, "CORES", "1");
        set(env, "CORES_MIN", "1");
        set(
                env,
                "SHUTDOWN_ENDPOINT_ENABLED",
                Boolean.toString(annotations
                        .choice(ConfigAnnotation.ADMIN_SHUTDOWN, "disabled", "enabled", "disabled")
                        .equals("enabled")));
        String level = annotations.text(ConfigAnnotation.LOG_LEVEL, "warn,linkerd=info,hickory=error");
        boolean headers = annotations
                .choice(ConfigAnnotation.LOG_HTTP_HEADERS, "off", "off", "insecure")
                .equals("insecure");
        set(env, "LOG", headers ? level : level + ",[{headers}]=off,[{request}]=off");
        set(env, "LOG_FORMAT", annotations.choice(ConfigAnnotation.LOG_FORMAT, "plain", "plain", "json"));
    }

    private static void discovery(
            SequencedMap<String, String> env,
            ProxyWorkload workload,
            ProxyControlPlane plane,
            Annotations annotations) {
        String networks = String.join(",", plane.clusterNetworks());
        String pod = "\"ns\":\"" + workload.namespace() + "\", ";
        String name = "\"pod\":\"" + workload.pod() + "\"}\n";
        set(env, "DESTINATION_SVC_ADDR", plane.destinationAddress());
        set(env, "DESTINATION_PROFILE_NETWORKS", networks);
        set(
                env,
                "DESTINATION_PROFILE_SUFFIXES",
                annotations
                                .choice(ConfigAnnotation.EXTERNAL_PROFILES, "true", "true", "false")
                                .equals("true")
                        ? "."
                        : "svc." + plane.clusterDomain() + ".");
        set(env, "DESTINATION_CONTEXT", "{" + pod + "\"nodeName\":\"" + workload.nodeName() + "\", " + name);
        set(env, "POLICY_SVC_ADDR", plane.destinationAddress());
        set(env, "POLICY_WORKLOAD", "{" + pod + name);
        set(env, "INBOUND_DEFAULT_POLICY", annotations.defaultInboundPolicy());
        set(env, "POLICY_CLUSTER_NETWORKS", networks);
        set(env, "CONTROL_STREAM_INITIAL_TIMEOUT", "3s");
        set(env, "CONTROL_STREAM_IDLE_TIMEOUT", "5m");
        set(env, "CONTROL_STREAM_LIFETIME", "1h");
        set(env, "INBOUND_CONNECT_TIMEOUT", annotations.millis(ConfigAnnotation.INBOUND_CONNECT_TIMEOUT, 100));
        set(env, "OUTBOUND_CONNECT_TIMEOUT", annotations.millis(ConfigAnnotation.OUTBOUND_CONNECT_TIMEOUT, 1000));
        set(env, "OUTBOUND_DISCOVERY_IDLE_TIMEOUT", annotations.seconds(ConfigAnnotation.OUTBOUND_DISCOVERY_CACHE, 5));
        set(env, "INBOUND_DISCOVERY_IDLE_TIMEOUT", annotations.seconds(ConfigAnnotation.INBOUND_DISCOVERY_CACHE, 90));
    }

    private static void listeners(SequencedMap<String, String> env, ProxyWorkload workload) {
        boolean ipv6 = workload.podIps().stream().anyMatch(ip -> ip.contains(":"));
        set(env, "CONTROL_LISTEN_ADDR", ProxyListeners.onAll(ipv6, ProxyPorts.TAP));
        set(env, "ADMIN_LISTEN_ADDR", ProxyListeners.onAll(ipv6, ProxyPorts.ADMIN));
        set(env, "OUTBOUND_LISTEN_ADDR", ProxyListeners.onLoopback(false, ProxyPorts.OUTBOUND));
        set(env, "OUTBOUND_LISTEN_ADDRS", ProxyListeners.onLoopback(ipv6, ProxyPorts.OUTBOUND));
        set(env, "INBOUND_LISTEN_ADDR", ProxyListeners.onAll(ipv6, ProxyPorts.INBOUND));
        set(env, "INBOUND_IPS", String.join(",", workload.podIps()));
        set(
                env,
                "INBOUND_PORTS",
                workload.ports().stream().map(String::valueOf).sorted().collect(Collectors.joining(",")));
    }

    private static void connections(SequencedMap<String, String> env, Annotations annotations) {
        if (annotations.flag(ConfigAnnotation.NO_OUTBOUND_DETECT_TIMEOUT)) {
            set(env, "OUTBOUND_DETECT_TIMEOUT", "365d");
        }
        if (annotations.flag(ConfigAnnotation.NO_INBOUND_DETECT_TIMEOUT)) {
            set(env, "INBOUND_DETECT_TIMEOUT", "365d");
        }
        set(env, "INBOUND_ACCEPT_KEEPALIVE", "10000ms");
        set(env, "OUTBOUND_CONNECT_KEEPALIVE", "10000ms");
        set(env, "INBOUND_ACCEPT_USER_TIMEOUT", "30s");
        set(env, "OUTBOUND_CONNECT_USER_TIMEOUT", "30s");
        set(
                env,
                "OUTBOUND_METRICS_HOSTNAME_LABELS",
                Boolean.toString(annotations.flag(ConfigAnnotation.METRICS_HOSTNAME_LABELS)));
        set(env, "INBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL", "10s");
        set(env, "INBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT", "3s");
        set(env, "OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_INTERVAL", "10s");
        set(env, "OUTBOUND_SERVER_HTTP2_KEEP_ALIVE_TIMEOUT", "3s");
        set(env, "INBOUND_PORTS_DISABLE_PROTOCOL_DETECTION", annotations.opaquePorts());
    }

    private static void identity(SequencedMap<String, String> env, ProxyWorkload workload, ProxyControlPlane plane) {
        String destination = plane.identity(ProxyControlPlane.DESTINATION_ACCOUNT, plane.namespace())
                .name();
        set(env, "IDENTITY_DIR", plane.identityDirectory());
        set(env, "IDENTITY_TRUST_ANCHORS", plane.trustAnchors());
        set(env, "IDENTITY_TOKEN_FILE", plane.tokenFile());
        set(env, "IDENTITY_SVC_ADDR", plane.identityAddress());
        set(
                env,
                "IDENTITY_LOCAL_NAME",
                plane.identity(workload.serviceAccount(), workload.namespace()).name());
        set(
                env,
                "IDENTITY_SVC_NAME",
                plane.identity(ProxyControlPlane.IDENTITY_ACCOUNT, plane.namespace())
                        .name());
        set(env, "DESTINATION_SVC_NAME", destination);
        set(env, "POLICY_SVC_NAME", destination);
    }

    private static void set(SequencedMap<String, String> env, String name, String value) {
        env.put(PREFIX + name, value);
    }
}
