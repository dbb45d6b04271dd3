package io.weft.cli.install;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Options of {@code linkerd install} that stand for values of the chart. */
final class InstallOptions {
    private final ObjectNode flags = JsonNodeFactory.instance.objectNode();

    @Mixin
    private final ChartOptions chart = new ChartOptions();

    @Option(names = "--identity-issuance-lifetime", paramLabel = "DURATION", description = "Default: 24h0m0s.")
    void issuanceLifetime(@Nullable String text) {
        put("identity.issuer.issuanceLifetime", text);
    }

    @Option(names = "--identity-clock-skew-allowance", paramLabel = "DURATION", description = "Default: 20s.")
    void clockSkew(@Nullable String text) {
        put("identity.issuer.clockSkewAllowance", text);
    }

    @Option(names = "--controller-log-level", paramLabel = "LEVEL", description = "Default: info.")
    void logLevel(@Nullable String text) {
        put("controllerLogLevel", text);
    }

    @Option(names = "--controller-replicas", paramLabel = "N", description = "Default: 1; 3 with --ha.")
    void replicas(@Nullable Integer number) {
        put("controllerReplicas", number);
    }

    @Option(names = "--controller-uid", paramLabel = "UID", description = "Default: 2103.")
    void uid(@Nullable Integer number) {
        put("controllerUID", number);
    }

    @Option(names = "--controller-gid", paramLabel = "GID", description = "Default: none.")
    void gid(@Nullable Integer number) {
        put("controllerGID", number);
    }

    @Option(
            names = "--registry",
            paramLabel = "HOST/PATH",
            description = "Where images come from. Default: $$LINKERD_DOCKER_REGISTRY, else cr.weft.io/weft.",
            defaultValue = "${env:LINKERD_DOCKER_REGISTRY:-}")
    void registry(@Nullable String place) {
        if (place != null && !place.isEmpty()) {
            put("controllerImage", place + "/controller");
            put("proxy.image.name", place + "/proxy");
            put("debugContainer.image.name", place + "/debug");
        }
    }

    @Option(names = "--linkerd-cni-enabled", description = "A CNI plugin that is there sets the redirect rules.")
    void cni(@Nullable Boolean on) {
        put("cniEnabled", on);
    }

    @Option(names = "--disable-h2-upgrade", description = "HTTP/1 travels between sidecars as HTTP/1.")
    void withoutUpgrade(@Nullable Boolean on) {
        put("enableH2Upgrade", on == null ? null : !on);
    }

    @Option(names = "--disable-heartbeat", description = "Accepted; Weft never phones home.")
    void withoutHeartbeat(@Nullable Boolean on) {
        put("disableHeartBeat", on);
    }

    @Option(names = "--enable-endpoint-slices", description = "Accepted; Endpoints are not read.")
    void endpointSlices(@Nullable Boolean on) {
        put("enableEndpointSlices", on);
    }

    @Option(names = "--identity-external-ca", description = "Trust anchors are supplied by somebody else.")
    void externalCa(@Nullable Boolean on) {
        put("identity.externalCA", on);
    }

    @Option(names = "--identity-external-issuer", description = "The issuer's Secret is made by somebody else.")
    void externalIssuer(boolean on) {
        if (on) {
            put("identity.issuer.scheme", "kubernetes.io/tls");
        }
    }

    /**
     * Lays what was given over {@code values}: files first, then flags, then {@code --set} and its kin.
     *
     * @param others values for which a command has flags that are not among these, over which they stand
     * @throws IllegalArgumentException if an assignment has no form
     * @throws io.weft.cli.machine.MachineException if a file is no YAML
     */
    void lay(ObjectNode values, ObjectNode others) {
        ObjectNode all = flags.deepCopy();
        ValueLayers.lay(all, others);
        chart.lay(values, all);
    }

    private void put(String path, @Nullable String text) {
        if (text != null) {
            ValueLayers.put(flags, path, text);
        }
    }

    private void put(String path, @Nullable Boolean flag) {
        if (flag != null) {
            ValueLayers.put(flags, path, JsonNodeFactory.instance.booleanNode(flag));
        }
    }

    private void put(String path, @Nullable Integer number) {
        if (number != null) {
            ValueLayers.put(flags, path, JsonNodeFactory.instance.numberNode(number));
        }
    }
}
