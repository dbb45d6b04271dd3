package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Prints what resources received, by server and route.
 *
 * @see "cli, 9.2"
 */
@Command(
        name = "stat-inbound",
        description = "Print success rates, requests and latencies of what resources received, by server and route.",
        footer = {"", "Example:", "  linkerd viz stat-inbound -n shop deploy/web"})
public final class StatInboundCommand extends RouteStatCommand<RouteRow.Inbound> {
    private static final List<String> TITLES =
            List.of("NAME", "SERVER", "ROUTE", "TYPE", "SUCCESS", "RPS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99");
    private static final int NAMES = 4;

    public StatInboundCommand(Console console) {
        this(console, place -> place.way(console));
    }

    StatInboundCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    String direction() {
        return "inbound";
    }

    @Override
    List<RouteRow.Inbound> rows(Viz viz, SequencedMap<String, String> parameters) {
        return viz.inbound(parameters);
    }

    @Override
    Object json(RouteRow.Inbound row) {
        return RouteRowJson.of(row);
    }

    @Override
    Table emptyTable() {
        return Table.ofText(NAMES, TITLES);
    }

    @Override
    void add(Table table, RouteRow.Inbound row) {
        table.row(cells(row));
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
