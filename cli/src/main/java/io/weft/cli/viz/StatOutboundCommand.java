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
 * Prints what resources sent, by Service and route, and below each its tries by backend.
 *
 * @see "cli, 9.2"
 */
@Command(
        name = "stat-outbound",
        description =
                "Print success rates, requests, latencies, time-outs and retries of what resources sent, by Service"
                        + " and route, and by backend.",
        footer = {"", "Example:", "  linkerd viz stat-outbound -n shop deploy/web"})
public final class StatOutboundCommand extends RouteStatCommand<RouteRow.Outbound> {
    private static final List<String> TITLES = List.of(
            "NAME",
            "SERVICE",
            "ROUTE",
            "TYPE",
            "BACKEND",
            "SUCCESS",
            "RPS",
            "LATENCY_P50",
            "LATENCY_P95",
            "LATENCY_P99",
            "TIMEOUTS",
            "RETRIES");
    private static final int NAMES = 5;

    public StatOutboundCommand(Console console) {
        this(console, place -> place.way(console));
    }

    StatOutboundCommand(Console console, Function<VizPlace, VizApi> way) {
        super(console, way);
    }

    @Override
    String direction() {
        return "outbound";
    }

    @Override
    List<RouteRow.Outbound> rows(Viz viz, SequencedMap<String, String> parameters) {
        return viz.outbound(parameters);
    }

    @Override
    Object json(RouteRow.Outbound row) {
        return RouteRowJson.of(row);
    }

    @Override
    Table emptyTable() {
        return Table.ofText(NAMES, TITLES);
    }

    @Override
    void add(Table table, RouteRow.Outbound row) {
        Stream<String> names = Stream.of(
                row.resource().name(),
                RouteRow.port(row.service(), row.port()),
                RouteRow.name(row.route()),
                RouteRow.type(row.route()),
                "");
        Stream<String> shares = Stream.of(
                Figures.percent(RouteRow.share(row.timeouts(), row.stats())),
                Figures.percent(RouteRow.share(row.retries(), row.stats())));
        table.row(cells(names, RouteRow.figures(row.stats(), row.observedSeconds()), shares));
        for (int i = 0; i < row.backends().size(); i++) {
            add(table, row.backends().get(i), i == row.backends().size() - 1);
        }
    }

    private static void add(Table table, RouteRow.Backend backend, boolean last) {
        Stream<String> names =
                Stream.of(last ? "└─" : "├─", "─", "─", "─", "─► " + RouteRow.port(backend.backend(), backend.port()));
        Stream<String> shares =
                Stream.of(Figures.percent(RouteRow.share(backend.timeouts(), backend.stats())), Figures.NONE);
        table.row(cells(names, RouteRow.figures(backend.stats(), backend.observedSeconds()), shares));
    }

    private static List<Cell> cells(Stream<String> names, Stream<String> figures, Stream<String> shares) {
        return Stream.of(names, figures, shares)
                .flatMap(each -> each)
                .map(Cell::of)
                .toList();
    }
}
