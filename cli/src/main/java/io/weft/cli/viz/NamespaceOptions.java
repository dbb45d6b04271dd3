package io.weft.cli.viz;

import java.util.function.Supplier;
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
     * @param otherwise which is meant when none is named
     * @throws IllegalArgumentException if it is no name of a namespace
     */
    String selected(Supplier<String> otherwise) {
        if (all) {
            return "";
        }
        return plain(namespace == null ? otherwise.get() : namespace);
    }

    /** @throws IllegalArgumentException if it is no name of a namespace */
    static String plain(String name) {
        if (!name.matches(FORM)) {
            throw new IllegalArgumentException("a namespace consists of letters, digits and '-', not '" + name + "'");
        }
        return name;
    }
}
