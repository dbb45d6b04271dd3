package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which namespaces a command looks at; mix it in. */
final class NamespaceOptions {
    private static final String FORM = "[a-zA-Z0-9-]+";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace to look at. Default: that of the context, or default.")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Look at all namespaces.")
    private boolean all;

    boolean all() {
        return all;
    }

    /**
     * Empty for all.
     *
     * @throws IllegalArgumentException if it is no name of a namespace
     */
    String selected() {
        return selected("default");
    }

    /** As {@link #selected()}, where {@code otherwise} is meant when none is named. */
    String selected(String otherwise) {
        if (all) {
            return "";
        }
        String name = namespace == null ? otherwise : namespace;
        if (!name.matches(FORM)) {
            throw new IllegalArgumentException("a namespace consists of letters, digits and '-', not '" + name + "'");
        }
        return name;
    }
}
