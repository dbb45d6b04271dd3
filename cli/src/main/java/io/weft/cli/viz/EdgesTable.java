package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.List;

/**
 * Edges as a table.
 *
 * @see "cli, 9.3 and 12"
 */
final class EdgesTable {
    private static final int ACCOUNT_AND_NAMESPACE = 2;

    private final Console console;
    private final boolean wide;

    EdgesTable(Console console, boolean wide) {
        this.console = console;
        this.wide = wide;
    }

    List<String> lines(List<Edge> edges) {
        List<String> titles = new ArrayList<>(List.of("SRC", "DST", "SRC_NS", "DST_NS"));
        if (wide) {
            titles.addAll(List.of("CLIENT_ID", "SERVER_ID"));
        }
        titles.add("SECURED");
        Table table = Table.ofText(titles);
        edges.forEach(edge -> table.row(row(edge)));
        return table.lines();
    }

    private List<Cell> row(Edge edge) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(edge.src().name()));
        cells.add(Cell.of(edge.dst().name()));
        cells.add(Cell.of(orNone(edge.src().namespace())));
        cells.add(Cell.of(orNone(edge.dst().namespace())));
        if (wide) {
            cells.add(Cell.of(brief(edge.clientId())));
            cells.add(Cell.of(brief(edge.serverId())));
        }
        cells.add(secured(console, edge));
        return cells;
    }

    /** A green tick, or the reason why not. */
    static Cell secured(Console console, Edge edge) {
        return edge.secured() ? new Cell("√", console::good) : new Cell(edge.noIdentityMsg(), console::bad);
    }

    /** The first two labels: service account and namespace. */
    private static String brief(String identity) {
        String[] labels = identity.split("\\.", ACCOUNT_AND_NAMESPACE + 1);
        return labels.length > ACCOUNT_AND_NAMESPACE ? labels[0] + "." + labels[1] : orNone(identity);
    }

    private static String orNone(String text) {
        return text.isEmpty() ? Figures.NONE : text;
    }
}
