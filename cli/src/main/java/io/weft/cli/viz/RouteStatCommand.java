package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Usage;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Asks viz for rows of one direction and prints them.
 *
 * @param <R> a row
 */
abstract class RouteStatCommand<R> implements Callable<Integer> {
    private final Console console;
    private final Function<VizPlace, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final RouteStatOptions options = new RouteStatOptions();

    RouteStatCommand(Console console, Function<VizPlace, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    static Function<VizPlace, VizApi> running(Console console) {
        return place -> place.open(console);
    }

    /** {@code inbound} or {@code outbound}. */
    abstract String direction();

    abstract List<R> ask(Viz viz, SequencedMap<String, String> parameters);

    /** Made of records, lists, maps, text and numbers. */
    abstract Object json(R row);

    abstract Table emptyTable();

    abstract void add(Table table, R row);

    @Override
    public final Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, options::parameters);
        List<R> rows = ask(new Viz(way.apply(options.place())), parameters);
        if (options.json()) {
            console.print(Json.of(rows.stream().map(this::json).toList()));
        } else if (rows.isEmpty()) {
            console.note("No " + direction() + " requests found.");
        } else {
            Table table = emptyTable();
            rows.forEach(row -> add(table, row));
            table.lines().forEach(console::print);
        }
        return 0;
    }
}
