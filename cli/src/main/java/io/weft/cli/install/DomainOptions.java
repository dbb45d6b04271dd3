package io.weft.cli.install;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Options of {@code linkerd install} for what no upgrade changes, since every identity is made of it; mix it in. */
final class DomainOptions {
    private final ObjectNode values = JsonNodeFactory.instance.objectNode();

    @Option(names = "--cluster-domain", paramLabel = "DOMAIN", description = "Default: cluster.local.")
    void clusterDomain(@Nullable String text) {
        put("clusterDomain", text);
    }

    @Option(names = "--identity-trust-domain", paramLabel = "DOMAIN", description = "Default: the cluster's domain.")
    void trustDomain(@Nullable String text) {
        put("identityTrustDomain", text);
    }

    /** What was given, as values of the chart. */
    ObjectNode values() {
        return values;
    }

    private void put(String name, @Nullable String text) {
        if (text != null) {
            values.put(name, text);
        }
    }
}
