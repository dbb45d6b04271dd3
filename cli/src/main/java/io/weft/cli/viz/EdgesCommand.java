package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints who talks to whom, and how it is secured.
 *
 * @see "cli, 9.3"
 */
@Command(
        name = "edges",
        description = "Print who talks to whom, the identities they proved, and whether that is secured.",
        footer = {"", "TYPE is deploy, po, sts, ...; without it each workload is named by what owns it."})
public final class EdgesCommand extends VizQuestionCommand {
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
        this(console, place -> place.way(console));
    }

    EdgesCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    void print(Viz viz, SequencedMap<String, String> parameters) {
        List<Edge> edges = viz.edges(parameters);
        if (output == Output.json) {
            console().print(Json.of(edges.stream().map(EdgeJson::of).toList()));
        } else if (edges.isEmpty()) {
            console().note("No edges found.");
        } else {
            new EdgesTable(console(), output == Output.wide).lines(edges).forEach(console()::print);
        }
    }

    @Override
    void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace) {
        parameters.put("namespace", namespaces.selected(currentNamespace));
        parameters.put(
                "resource_type",
                type.isEmpty() ? "" : Resource.single(List.of(type)).kind().text());
    }
}
