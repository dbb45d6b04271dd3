package io.weft.cli.tap;

import io.weft.cli.viz.Resource;
import io.weft.cli.viz.SelectorOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which requests; mix it in. */
final class TapOptions {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the resource. Default: that of the cluster's context, or default.")
    private @Nullable String namespace;

    @Option(names = "--to", paramLabel = "TYPE[/NAME]", description = "Only requests to it.")
    private @Nullable String to;

    @Option(
            names = "--to-namespace",
            paramLabel = "NS",
            description = "Namespace of what is given with --to. Default: that of --namespace.")
    private @Nullable String toNamespace;

    @Option(
            names = "--max-rps",
            paramLabel = "N",
            description = "Requests a second to show at most. Default: ${DEFAULT-VALUE}.")
    private float maxRps = 100;

    @Option(names = "--scheme", paramLabel = "SCHEME", description = "Only requests of this scheme.")
    private String scheme = "";

    @Option(names = "--method", paramLabel = "METHOD", description = "Only requests with this method.")
    private String method = "";

    @Option(names = "--authority", paramLabel = "HOST[:PORT]", description = "Only requests to this authority.")
    private String authority = "";

    @Option(names = "--path", paramLabel = "PREFIX", description = "Only requests whose path begins like this.")
    private String path = "";

    @Mixin
    private final SelectorOption selector = new SelectorOption();

    /**
     * The question.
     *
     * @param resource {@code TYPE/NAME}, or {@code TYPE NAME}; without any the namespace is meant
     * @param currentNamespace where none is named
     * @throws IllegalArgumentException saying what cannot be asked
     */
    TapQuestion question(List<String> resource, String currentNamespace, boolean headers) {
        if (maxRps < 0 || Float.isNaN(maxRps)) {
            throw new IllegalArgumentException("--max-rps must not be negative");
        }
        if (toNamespace != null && to == null) {
            throw new IllegalArgumentException("--to-namespace needs --to");
        }
        String within = plain(namespace == null ? currentNamespace : namespace);
        return new TapQuestion(
                Resource.singleOrService(resource),
                within,
                Optional.ofNullable(to).map(Resource::one),
                toNamespace == null ? within : plain(toNamespace),
                maxRps,
                scheme,
                method,
                authority,
                path,
                selector.text(),
                headers);
    }

    private static String plain(String name) {
        if (!name.matches("[a-zA-Z0-9-]+")) {
            throw new IllegalArgumentException("a namespace consists of letters, digits and '-', not '" + name + "'");
        }
        return name;
    }
}
