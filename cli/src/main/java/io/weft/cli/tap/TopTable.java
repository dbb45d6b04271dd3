package io.weft.cli.tap;

import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.cli.viz.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows as a table. Pure.
 *
 * @see "cli, 9.4: top"
 */
record TopTable(boolean routes, boolean sources) {
    /** The titles, then the rows. */
    List<String> lines(Stream<TopRow> rows) {
        List<String> titles = new ArrayList<>(sources ? List.of("Source") : List.of());
        titles.addAll(List.of("Destination", "Method", routes ? "Route" : "Path"));
        int names = titles.size();
        for (TopSort figure : TopSort.values()) {
            titles.add(figure.title());
        }
        Table table = Table.ofText(names, titles);
        rows.forEach(row -> table.row(cells(row).map(Cell::of).toList()));
        return table.lines();
    }

    private Stream<String> cells(TopRow row) {
        TopRow.Key key = row.key();
        return Stream.concat(
                sources ? Stream.of(key.source()) : Stream.empty(),
                Stream.of(
                        key.destination(),
                        key.method(),
                        key.target().isEmpty() ? Figures.NONE : key.target(),
                        Long.toString(row.count()),
                        TopRow.text(row.best()),
                        TopRow.text(row.worst()),
                        TopRow.text(row.last()),
                        Figures.percent(row.successRate())));
    }
}
