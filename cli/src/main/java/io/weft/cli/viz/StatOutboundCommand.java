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
public final class StatOutboundCommand implements Callable<Integer> {
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

    private final Console console;
    private final Function<DirectoryOption, VizApi> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final RouteStatOptions options = new RouteStatOptions();

    public StatOutboundCommand(Console console) {
        this(console, directory -> RunningViz.of(directory.open(console::note)));
    }

    StatOutboundCommand(Console console, Function<DirectoryOption, VizApi> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        SequencedMap<String, String> parameters = Usage.read(spec, options::parameters);
        List<RouteRow.Outbound> rows = new Viz(way.apply(options.directory())).outbound(parameters);
        if (options.json()) {
            console.print(Json.of(rows.stream().map(RouteRowJson::of).toList()));
        } else if (rows.isEmpty()) {
            console.note("No outbound requests found.");
        } else {
            Table table = Table.ofFigures(NAMES, TITLES);
            rows.forEach(row -> add(table, row));
            table.lines().forEach(console::print);
        }
        return 0;
    }

    private static void add(Table table, RouteRow.Outbound row) {
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
                Stream.of(last ? "└─" : "├─", "", "", "", "─► " + RouteRow.port(backend.backend(), backend.port()));
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
