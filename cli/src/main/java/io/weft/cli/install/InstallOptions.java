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

    @Option(names = "--cluster-domain", paramLabel = "DOMAIN", description = "Default: cluster.local.")
    void clusterDomain(@Nullable String text) {
        put("clusterDomain", text);
    }

    @Option(names = "--identity-trust-domain", paramLabel = "DOMAIN", description = "Default: the cluster's domain.")
    void trustDomain(@Nullable String text) {
        put("identityTrustDomain", text);
    }

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

    @Option(names = "--identity-external-ca", description = "Trust anchors are supplied by somebody else.")
    void externalCa(boolean on) {
        if (on) {
            ValueLayers.put(flags, "identity.externalCA", JsonNodeFactory.instance.booleanNode(true));
        }
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
     * @throws IllegalArgumentException if an assignment has no form
     * @throws io.weft.cli.machine.MachineException if a file is no YAML
     */
    void lay(ObjectNode values) {
        chart.lay(values, flags);
    }

    private void put(String path, @Nullable String text) {
        if (text != null) {
            ValueLayers.put(flags, path, text);
        }
    }

    private void put(String path, @Nullable Integer number) {
        if (number != null) {
            ValueLayers.put(flags, path, JsonNodeFactory.instance.numberNode(number));
        }
    }
}
