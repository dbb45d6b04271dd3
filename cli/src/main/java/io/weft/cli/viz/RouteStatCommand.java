package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Asks viz for rows of one direction and prints them.
 *
 * @param <R> a row
 */
abstract class RouteStatCommand<R> extends VizQuestionCommand {
    @Mixin
    private final NamespaceOptions namespaces = new NamespaceOptions();

    @Mixin
    private final WindowOption window = new WindowOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private Form form = Form.table;

    @Parameters(arity = "1..2", paramLabel = "TYPE[/NAME]", description = "deploy, po, ns, sts, ...")
    private List<String> resource = new ArrayList<>();

    RouteStatCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    /** {@code inbound} or {@code outbound}. */
    abstract String direction();

    abstract List<R> rows(Viz viz, SequencedMap<String, String> parameters);

    /** Made of records, lists, maps, text and numbers. */
    abstract Object json(R row);

    abstract Table emptyTable();

    abstract void add(Table table, R row);

    @Override
    final void ask(SequencedMap<String, String> parameters, Supplier<String> currentNamespace) {
        Resource.single(resource).addTo(parameters, namespaces.selected(currentNamespace));
        parameters.put("window", window.text());
    }

    @Override
    final void print(Viz viz, SequencedMap<String, String> parameters) {
        List<R> rows = rows(viz, parameters);
        if (form == Form.json) {
            console().print(Json.of(rows.stream().map(this::json).toList()));
        } else if (rows.isEmpty()) {
            console().note("No " + direction() + " requests found.");
        } else {
            Table table = emptyTable();
            rows.forEach(row -> add(table, row));
            table.lines().forEach(console()::print);
        }
    }
}
