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
            description =
                    "Namespace of what is given with --to. Default: that of --namespace. Of ns: where it was sent.")
    private @Nullable String toNamespace;

    @Option(names = "--from", paramLabel = "TYPE[/NAME]", description = "Only what was sent from there.")
    private @Nullable String from;

    @Option(
            names = "--from-namespace",
            paramLabel = "NS",
            description = "Namespace of what is given with --from. Default: that of --namespace.")
    private @Nullable String fromNamespace;

    boolean isGiven() {
        return isTo() || isFrom();
    }

    boolean isTo() {
        return to != null || toNamespace != null;
    }

    boolean isFrom() {
        return from != null || fromNamespace != null;
    }

    /**
     * Adds what viz-service wants to know.
     *
     * @throws IllegalArgumentException if the options do not go together, or with what is asked about, or name no resource
     */
    void addTo(Map<String, String> parameters, ResourceKind subject) {
        if (isTo() && isFrom()) {
            throw new IllegalArgumentException("--to and --from cannot be used together");
        }
        if (isGiven() && subject.isPolicy()) {
            throw new IllegalArgumentException("a policy neither sends nor is sent to: ask for what a workload sends");
        }
        if (isTo() && subject == ResourceKind.SERVICE) {
            throw new IllegalArgumentException("a Service sends nothing: --to is for what sends");
        }
        add(parameters, subject, "to", to, toNamespace);
        add(parameters, subject, "from", from, fromNamespace);
    }

    private static void add(
            Map<String, String> parameters,
            ResourceKind subject,
            String side,
            @Nullable String peer,
            @Nullable String namespace) {
        if (peer == null) {
            if (namespace != null) {
                addNamespace(parameters, subject, side, namespace);
            }
            return;
        }
        Resource resource = Resource.one(peer);
        if (side.equals("from") && resource.kind() == ResourceKind.SERVICE) {
            throw new IllegalArgumentException("a Service sends nothing: --from is for what sends");
        }
        parameters.put(side + "_type", resource.kind().text());
        parameters.put(side + "_name", resource.name());
        parameters.put(side + "_namespace", namespace == null ? "" : NamespaceOptions.plain(namespace));
    }

    /** Alone it is the other end, where both ends are namespaces. */
    private static void addNamespace(
            Map<String, String> parameters, ResourceKind subject, String side, String namespace) {
        if (subject != ResourceKind.NAMESPACE) {
            throw new IllegalArgumentException("--" + side + "-namespace needs --" + side);
        }
        parameters.put(side + "_type", subject.text());
        parameters.put(side + "_name", NamespaceOptions.plain(namespace));
    }
}
