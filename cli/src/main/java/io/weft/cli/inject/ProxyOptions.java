package io.weft.cli.inject;

import io.weft.injection.AnnotationText;
import io.weft.injection.ConfigAnnotation;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that shape proxies, each by one annotation of a workload or by the value of the chart it stands for. */
public final class ProxyOptions {
    private final SequencedMap<String, String> annotations = new LinkedHashMap<>();

    @Option(
            names = "--inbound-port",
            paramLabel = "PORT",
            description = "Port the proxy takes arriving connections on. Default: 4143.")
    void inboundPort(@Nullable String text) {
        put(ConfigAnnotation.INBOUND_PORT, text);
    }

    @Option(
            names = "--outbound-port",
            paramLabel = "PORT",
            description = "Port the proxy takes leaving connections on. Default: 4140.")
    void outboundPort(@Nullable String text) {
        put(ConfigAnnotation.OUTBOUND_PORT, text);
    }

    @Option(names = "--control-port", paramLabel = "PORT", description = "Port of the proxy for tap. Default: 4190.")
    void controlPort(@Nullable String text) {
        put(ConfigAnnotation.CONTROL_PORT, text);
    }

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "Port of the proxy for probes and metrics. Default: 4191.")
    void adminPort(@Nullable String text) {
        put(ConfigAnnotation.ADMIN_PORT, text);
    }

    @Option(
            names = "--skip-inbound-ports",
            paramLabel = "PORTS",
            description = "Arriving ports and ranges that bypass the proxy. Default: 4567,4568.")
    void skipInboundPorts(@Nullable String text) {
        put(ConfigAnnotation.SKIP_INBOUND_PORTS, text);
    }

    @Option(
            names = "--skip-outbound-ports",
            paramLabel = "PORTS",
            description = "Leaving ports and ranges that bypass the proxy. Default: 4567,4568.")
    void skipOutboundPorts(@Nullable String text) {
        put(ConfigAnnotation.SKIP_OUTBOUND_PORTS, text);
    }

    @Option(names = "--proxy-image", paramLabel = "NAME", description = "Image of the proxy, without a tag.")
    void proxyImage(@Nullable String text) {
        put(ConfigAnnotation.IMAGE, text);
    }

    @Option(names = "--proxy-version", paramLabel = "TAG", description = "Tag of the image of the proxy.")
    void proxyVersion(@Nullable String text) {
        put(ConfigAnnotation.VERSION, text);
    }

    @Option(
            names = "--image-pull-policy",
            paramLabel = "POLICY",
            description = "Always, IfNotPresent or Never. Default: IfNotPresent.")
    void imagePullPolicy(@Nullable String text) {
        put(ConfigAnnotation.PULL_POLICY, text);
    }

    @Option(names = "--proxy-uid", paramLabel = "UID", description = "User the proxy runs as. Default: 2102.")
    void proxyUid(@Nullable String text) {
        put(ConfigAnnotation.PROXY_UID, text);
    }

    @Option(names = "--proxy-gid", paramLabel = "GID", description = "Group the proxy runs as. Default: none.")
    void proxyGid(@Nullable String text) {
        put(ConfigAnnotation.PROXY_GID, text);
    }

    @Option(
            names = "--proxy-log-level",
            paramLabel = "LEVEL",
            description = "Default: warn,linkerd=info,hickory=error.")
    void proxyLogLevel(@Nullable String text) {
        put(ConfigAnnotation.LOG_LEVEL, text);
    }

    @Option(
            names = {"--proxy-cpu-request", "--proxy-cpu"},
            paramLabel = "CPUS",
            description = "CPU the proxy is promised.")
    void proxyCpuRequest(@Nullable String text) {
        put(ConfigAnnotation.CPU_REQUEST, text);
    }

    @Option(names = "--proxy-cpu-limit", paramLabel = "CPUS", description = "CPU the proxy may use.")
    void proxyCpuLimit(@Nullable String text) {
        put(ConfigAnnotation.CPU_LIMIT, text);
    }

    @Option(
            names = {"--proxy-memory-request", "--proxy-memory"},
            paramLabel = "BYTES",
            description = "Memory the proxy is promised.")
    void proxyMemoryRequest(@Nullable String text) {
        put(ConfigAnnotation.MEMORY_REQUEST, text);
    }

    @Option(names = "--proxy-memory-limit", paramLabel = "BYTES", description = "Memory the proxy may use.")
    void proxyMemoryLimit(@Nullable String text) {
        put(ConfigAnnotation.MEMORY_LIMIT, text);
    }

    @Option(
            names = "--default-inbound-policy",
            paramLabel = "POLICY",
            description = "Who may connect to ports without a Server. Default: all-unauthenticated.")
    void defaultInboundPolicy(@Nullable String text) {
        put(ConfigAnnotation.DEFAULT_INBOUND_POLICY, text);
    }

    @Option(names = "--enable-external-profiles", description = "Look profiles up for names outside the cluster too.")
    void enableExternalProfiles(@Nullable Boolean on) {
        put(ConfigAnnotation.EXTERNAL_PROFILES, on == null ? null : on.toString());
    }

    /**
     * What was given, as annotations.
     *
     * @throws IllegalArgumentException naming the annotation whose text cannot be read
     */
    public SequencedMap<String, String> annotations() {
        annotations.forEach((name, text) -> {
            if (!AnnotationText.isValid(name, text)) {
                throw new IllegalArgumentException(name + " cannot be '" + text + "'");
            }
        });
        return annotations;
    }

    private void put(String annotation, @Nullable String text) {
        if (text != null) {
            annotations.put(annotation, text);
        }
    }
}
