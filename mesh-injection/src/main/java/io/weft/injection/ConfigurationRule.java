package io.weft.injection;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One annotation and the value of the chart that it stands over.
 *
 * @param form reads its text with the ports of the pod at hand; empty if it cannot be read
 * @param paths of the values it sets
 * @param mergedByName whether it adds to a list rather than replacing it
 */
record ConfigurationRule(
        String annotation,
        BiFunction<String, PodPorts, Optional<JsonNode>> form,
        List<String> paths,
        boolean mergedByName) {
    /** Where two annotations set the same value, the later one wins. */
    static final List<ConfigurationRule> ALL = List.of(
            rule(ConfigAnnotation.IMAGE, AnnotationForm.IMAGE_NAME, "proxy.image.name"),
            rule(ConfigAnnotation.VERSION, AnnotationForm.IMAGE_NAME, "proxy.image.version"),
            rule(
                    ConfigAnnotation.PULL_POLICY,
                    AnnotationForm.oneOf("Always", "IfNotPresent", "Never"),
                    "imagePullPolicy",
                    "proxy.image.pullPolicy",
                    "debugContainer.image.pullPolicy"),
            rule(ConfigAnnotation.DEBUG_IMAGE, AnnotationForm.IMAGE_NAME, "debugContainer.image.name"),
            rule(ConfigAnnotation.DEBUG_VERSION, AnnotationForm.IMAGE_NAME, "debugContainer.image.version"),
            rule(
                    ConfigAnnotation.DEBUG_PULL_POLICY,
                    AnnotationForm.oneOf("Always", "IfNotPresent", "Never"),
                    "debugContainer.image.pullPolicy"),
            rule(ConfigAnnotation.DEBUG_SIDECAR, AnnotationForm.FLAG, Injection.DEBUG),
            rule(ConfigAnnotation.CONTROL_PORT, AnnotationForm.PORT, "proxy.ports.control"),
            rule(ConfigAnnotation.ADMIN_PORT, AnnotationForm.PORT, "proxy.ports.admin"),
            rule(ConfigAnnotation.INBOUND_PORT, AnnotationForm.PORT, "proxy.ports.inbound"),
            rule(ConfigAnnotation.OUTBOUND_PORT, AnnotationForm.PORT, "proxy.ports.outbound"),
            rule(ConfigAnnotation.SKIP_INBOUND_PORTS, AnnotationForm.PORTS, "proxyInit.ignoreInboundPorts"),
            rule(ConfigAnnotation.SKIP_OUTBOUND_PORTS, AnnotationForm.PORTS, "proxyInit.ignoreOutboundPorts"),
            rule(ConfigAnnotation.SKIP_SUBNETS, AnnotationForm.SUBNETS, "proxyInit.skipSubnets"),
            new ConfigurationRule(
                    ConfigAnnotation.OPAQUE_PORTS,
                    (text, ports) -> ports.resolve(text).map(JsonNodeFactory.instance::stringNode),
                    List.of("proxy.opaquePorts"),
                    false),
            rule(ConfigAnnotation.REQUIRE_IDENTITY_PORTS, AnnotationForm.PORTS, "proxy.requireIdentityOnInboundPorts"),
            rule(
                    ConfigAnnotation.DEFAULT_INBOUND_POLICY,
                    AnnotationForm.oneOf(Annotations.POLICIES.toArray(String[]::new)),
                    "proxy.defaultInboundPolicy"),
            rule(ConfigAnnotation.CPU_REQUEST, AnnotationForm.RESOURCE, "proxy.resources.cpu.request"),
            rule(ConfigAnnotation.CPU_LIMIT, AnnotationForm.RESOURCE, "proxy.resources.cpu.limit"),
            rule(ConfigAnnotation.CPU_RATIO, AnnotationForm.SHARE, "proxy.runtime.workers.maximumCPURatio"),
            rule(ConfigAnnotation.MEMORY_REQUEST, AnnotationForm.RESOURCE, "proxy.resources.memory.request"),
            rule(ConfigAnnotation.MEMORY_LIMIT, AnnotationForm.RESOURCE, "proxy.resources.memory.limit"),
            rule(
                    ConfigAnnotation.STORAGE_REQUEST,
                    AnnotationForm.RESOURCE,
                    "proxy.resources.ephemeral-storage.request"),
            rule(ConfigAnnotation.STORAGE_LIMIT, AnnotationForm.RESOURCE, "proxy.resources.ephemeral-storage.limit"),
            rule(ConfigAnnotation.PROXY_UID, AnnotationForm.USER, "proxy.uid"),
            rule(ConfigAnnotation.PROXY_GID, AnnotationForm.USER, "proxy.gid"),
            rule(ConfigAnnotation.LOG_LEVEL, AnnotationForm.TEXT, "proxy.logLevel"),
            rule(ConfigAnnotation.LOG_FORMAT, AnnotationForm.oneOf("plain", "json"), "proxy.logFormat"),
            rule(ConfigAnnotation.LOG_HTTP_HEADERS, AnnotationForm.oneOf("off", "insecure"), "proxy.logHTTPHeaders"),
            rule(ConfigAnnotation.ACCESS_LOG, AnnotationForm.oneOf("apache", "json"), "proxy.accessLog"),
            rule(ConfigAnnotation.EXTERNAL_PROFILES, AnnotationForm.FLAG, "proxy.enableExternalProfiles"),
            rule(ConfigAnnotation.METRICS_HOSTNAME_LABELS, AnnotationForm.FLAG, "proxy.metrics.hostnameLabels"),
            rule(ConfigAnnotation.OUTBOUND_CONNECT_TIMEOUT, AnnotationForm.DURATION, "proxy.outboundConnectTimeout"),
            rule(ConfigAnnotation.INBOUND_CONNECT_TIMEOUT, AnnotationForm.DURATION, "proxy.inboundConnectTimeout"),
            rule(
                    ConfigAnnotation.OUTBOUND_DISCOVERY_CACHE,
                    AnnotationForm.DURATION,
                    "proxy.outboundDiscoveryCacheUnusedTimeout"),
            rule(
                    ConfigAnnotation.INBOUND_DISCOVERY_CACHE,
                    AnnotationForm.DURATION,
                    "proxy.inboundDiscoveryCacheUnusedTimeout"),
            rule(
                    ConfigAnnotation.NO_OUTBOUND_DETECT_TIMEOUT,
                    AnnotationForm.FLAG,
                    "proxy.disableOutboundProtocolDetectTimeout"),
            rule(
                    ConfigAnnotation.NO_INBOUND_DETECT_TIMEOUT,
                    AnnotationForm.FLAG,
                    "proxy.disableInboundProtocolDetectTimeout"),
            rule(ConfigAnnotation.GATEWAY, AnnotationForm.FLAG, Injection.GATEWAY),
            rule(ConfigAnnotation.CLOSE_WAIT_TIMEOUT, AnnotationForm.SECONDS, "proxyInit.closeWaitTimeoutSecs"),
            rule(ConfigAnnotation.PROXY_AWAIT, AnnotationForm::enabled, "proxy.await"),
            rule(ConfigAnnotation.ADMIN_SHUTDOWN, AnnotationForm::enabled, "proxy.enableShutdownEndpoint"),
            rule(ConfigAnnotation.NATIVE_SIDECAR_ALPHA, AnnotationForm.FLAG, "proxy.nativeSidecar"),
            rule(ConfigAnnotation.NATIVE_SIDECAR_BETA, AnnotationForm.FLAG, "proxy.nativeSidecar"),
            rule(ConfigAnnotation.NATIVE_SIDECAR, AnnotationForm.FLAG, "proxy.nativeSidecar"),
            rule(ConfigAnnotation.WAIT_BEFORE_EXIT, AnnotationForm.WAIT, "proxy.waitBeforeExitSeconds"),
            rule(ConfigAnnotation.SHUTDOWN_GRACE_PERIOD, AnnotationForm.DURATION, "proxy.shutdownGracePeriod"),
            rule(ConfigAnnotation.TRACE_COLLECTOR, AnnotationForm.ENDPOINT, ProxyTracing.ENDPOINT),
            rule(
                    ConfigAnnotation.TRACE_COLLECTOR,
                    text -> AnnotationForm.ENDPOINT.apply(text).flatMap(known -> ProxyTracing.namespaceOf(text)),
                    ProxyTracing.NAMESPACE),
            rule(ConfigAnnotation.TRACE_PROTOCOL, AnnotationForm.oneOf("opentelemetry"), "proxy.tracing.protocol"),
            rule(ConfigAnnotation.TRACE_SERVICE, AnnotationForm.TEXT, "proxy.tracing.traceServiceName"),
            rule(ConfigAnnotation.TRACE_ACCOUNT, AnnotationForm.ACCOUNT, ProxyTracing.ACCOUNT),
            new ConfigurationRule(
                    ConfigAnnotation.ADDITIONAL_ENV,
                    (text, ports) -> VariableList.parse(text),
                    List.of("proxy.additionalEnv"),
                    true));

    Optional<JsonNode> read(String text, PodPorts ports) {
        return form.apply(text, ports);
    }

    private static ConfigurationRule rule(
            String annotation, Function<String, Optional<JsonNode>> form, String... paths) {
        return new ConfigurationRule(annotation, (text, ports) -> form.apply(text.strip()), List.of(paths), false);
    }
}
