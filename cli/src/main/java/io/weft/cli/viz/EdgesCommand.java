package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints who talks to whom, and how it is secured.
 *
 * @see "cli, 9.3"
 */
@Command(
        name = "edges",
        description = "Print who talks to whom, the identities they proved, and whether that is secured.",
        footer = {"", "TYPE is deploy, po, sts, ...; without it each workload is named by what owns it."})
public final class EdgesCommand implements Callable<Integer> {
    private final Console console;
    private final Function<VizPlace, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final VizPlace place = new VizPlace();

    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|wide|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "What the ends are named by.")
    private String type = "";

    public EdgesCommand(Console console) {
        this(console, place -> place.open(console));
    }

    EdgesCommand(Console console, Function<VizPlace, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, this::parameters);
        List<Edge> edges = new Viz(way.apply(place)).edges(parameters);
        if (output == Output.json) {
            console.print(Json.of(edges.stream().map(EdgeJson::of).toList()));
        } else if (edges.isEmpty()) {
            console.note("No edges found.");
        } else {
            new EdgesTable(console, output == Output.wide).lines(edges).forEach(console::print);
        }
        return 0;
    }

    private SequencedMap<String, String> parameters() {
        SequencedMap<String, String> parameters = new LinkedHashMap<>();
        parameters.put("namespace", namespaces.selected());
        parameters.put(
                "resource_type",
                type.isEmpty() ? "" : Resource.single(List.of(type)).kind().text());
        return parameters;
    }
}
