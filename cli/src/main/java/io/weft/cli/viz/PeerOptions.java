package io.weft.cli.viz;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The other end of the traffic a command looks at; mix it in. */
final class PeerOptions {
    @Option(names = "--to", paramLabel = "TYPE[/NAME]", description = "Only what was sent there.")
    private @Nullable String to;

    @Option(
            names = "--to-namespace",
            paramLabel = "NS",
            description = "Namespace of what is given with --to. Default: that of --namespace.")
    private @Nullable String toNamespace;

    @Option(names = "--from", paramLabel = "TYPE[/NAME]", description = "Only what was sent from there.")
    private @Nullable String from;

    @Option(
            names = "--from-namespace",
            paramLabel = "NS",
            description = "Namespace of what is given with --from. Default: that of --namespace.")
    private @Nullable String fromNamespace;

    boolean isGiven() {
        return to != null || from != null;
    }

    boolean isTo() {
        return to != null;
    }

    boolean isFrom() {
        return from != null;
    }

    /**
     * Adds what viz-service wants to know.
     *
     * @throws IllegalArgumentException if the options do not go together, or name no resource
     */
    void addTo(Map<String, String> parameters) {
        if (to != null && from != null) {
            throw new IllegalArgumentException("--to and --from cannot be used together");
        }
        add(parameters, "to", to, toNamespace);
        add(parameters, "from", from, fromNamespace);
    }

    private static void add(
            Map<String, String> parameters, String side, @Nullable String peer, @Nullable String namespace) {
        if (peer == null) {
            if (namespace != null) {
                throw new IllegalArgumentException("--" + side + "-namespace needs --" + side);
            }
            return;
        }
        Resource resource = Resource.one(peer);
        if (side.equals("from") && resource.kind() == ResourceKind.SERVICE) {
            throw new IllegalArgumentException("a Service sends nothing: --from is for what sends");
        }
        parameters.put(side + "_type", resource.kind().text());
        parameters.put(side + "_name", resource.name());
        parameters.put(side + "_namespace", namespace == null ? "" : namespace);
    }
}
