package io.weft.cli.viz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose requests, and how they are printed; mix it in. */
final class RouteStatOptions {
    @Mixin
    private final VizPlace place = new VizPlace();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Parameters(arity = "1..2", paramLabel = "TYPE[/NAME]", description = "deploy, po, ns, sts, ...")
    private List<String> resource = new ArrayList<>();

    VizPlace place() {
        return place;
    }

    boolean json() {
        return output == Output.json;
    }

    /**
     * As viz-service is asked.
     *
     * @throws IllegalArgumentException saying what cannot be asked
     */
    SequencedMap<String, String> parameters() {
        Resource asked = Resource.single(resource);
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        parameters.put("resource_type", asked.kind().text());
        parameters.put("resource_name", asked.name());
        parameters.put("namespace", asked.kind() == ResourceKind.NAMESPACE ? "" : namespaces.selected());
        parameters.put("window", window.text());
        return parameters;
    }
}
