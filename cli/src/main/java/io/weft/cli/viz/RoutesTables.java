package io.weft.cli.viz;

import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes as one table per resource. Pure.
 *
 * @param tries whether they are told apart from requests
 * @see "cli, 9.3"
 */
record RoutesTables(boolean tries) {
    List<String> lines(List<RouteTable> tables) {
        List<String> lines = new ArrayList<>();
        for (RouteTable table : tables) {
            if (tables.size() > 1) {
                lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
                lines.add("==> " + table.briefly() + " <==");
            }
            lines.addAll(lines(table));
        }
        return lines;
    }

    private List<String> lines(RouteTable resource) {
        List<String> titles = new ArrayList<>(List.of("ROUTE", "SERVICE"));
        titles.addAll(
                tries
                        ? List.of("EFFECTIVE_SUCCESS", "EFFECTIVE_RPS", "ACTUAL_SUCCESS", "ACTUAL_RPS")
                        : List.of("SUCCESS", "RPS"));
        titles.addAll(List.of("LATENCY_P50", "LATENCY_P95", "LATENCY_P99"));
        Table table = Table.ofFigures(1, titles);
        resource.rows().forEach(row -> table.row(cells(row)));
        return table.lines();
    }

    private List<Cell> cells(RouteTable.Row row) {
        StatRow.Requests requests = row.stats().requests();
        List<String> figures = Figures.requests(requests, row.perSecond(requests.all()));
        List<String> cells = new ArrayList<>(List.of(row.route(), row.service()));
        cells.addAll(figures.subList(0, 2));
        if (tries) {
            cells.add(Figures.percent(row.stats().triesSuccessRate()));
            cells.add(Figures.rps(row.perSecond(row.stats().tries())));
        }
        cells.addAll(figures.subList(2, figures.size()));
        return cells.stream().map(Cell::of).toList();
    }
}
