package io.weft.cli.viz;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import io.weft.cli.output.Json;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.cli.output.Usage;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Prints what resources received, by server and route.
 *
 * @see "cli, 9.2"
 */
@Command(
        name = "stat-inbound",
        description = "Print success rates, requests and latencies of what resources received, by server and route.",
        footer = {"", "Example:", "  linkerd viz stat-inbound -n shop deploy/web"})
public final class StatInboundCommand implements Callable<Integer> {
    private static final List<String> TITLES =
            List.of("NAME", "SERVER", "ROUTE", "TYPE", "SUCCESS", "RPS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99");
    private static final int NAMES = 4;

    private final Console console;
    private final Function<DirectoryOption, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final RouteStatOptions options = new RouteStatOptions();

    public StatInboundCommand(Console console) {
        this(console, directory -> RunningViz.of(directory.open(console::note)));
    }

    StatInboundCommand(Console console, Function<DirectoryOption, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, options::parameters);
        List<RouteRow.Inbound> rows = new Viz(way.apply(options.directory())).inbound(parameters);
        if (options.json()) {
            console.print(Json.of(rows.stream().map(RouteRowJson::of).toList()));
        } else if (rows.isEmpty()) {
            console.note("No inbound requests found.");
        } else {
            Table table = Table.ofFigures(NAMES, TITLES);
            rows.forEach(row -> table.row(cells(row)));
            table.lines().forEach(console::print);
        }
        return 0;
    }

    private static List<Cell> cells(RouteRow.Inbound row) {
        return Stream.concat(
                        Stream.of(
                                row.resource().name(),
                                RouteRow.port(row.server(), row.port()),
                                RouteRow.name(row.route()),
                                RouteRow.type(row.route())),
                        RouteRow.figures(row.stats(), row.observedSeconds()))
                .map(Cell::of)
                .toList();
    }
}
