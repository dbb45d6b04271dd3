package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one table per type.
 *
 * @see "cli, 9.1; brief-vs-linkerd, 6.2"
 */
final class StatTables {
    private static final String MTLS = "mtls";
    private static final List<String> FIGURES = List.of("SUCCESS", "RPS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99");

    private final Console console;
    private final double windowSeconds;
    private final boolean namespaces;
    private final boolean authentication;
    private final boolean wide;

    /** The last three: which columns are shown beside the usual ones. */
    StatTables(Console console, double windowSeconds, boolean namespaces, boolean authentication, boolean wide) {
        this.console = console;
        this.windowSeconds = windowSeconds;
        this.namespaces = namespaces;
        this.authentication = authentication;
        this.wide = wide;
    }

    private record Column(String title, Function<StatRow, Cell> cell) {
        /** Null is shown as nothing. */
        static Column of(String title, Function<StatRow, @Nullable String> text) {
            return new Column(title, row -> {
                String known = text.apply(row);
                return Cell.of(known == null ? Figures.NONE : known);
            });
        }
    }

    List<String> lines(List<StatRow> rows) {
        SequencedMap<ResourceKind, List<StatRow>> byKind = new LinkedHashMap<>();
        rows.forEach(row ->
                byKind.computeIfAbsent(row.kind(), _ -> new ArrayList<>()).add(row));
        List<String> lines = new ArrayList<>();
        byKind.forEach((kind, table) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(table(kind, table, byKind.size() > 1 ? kind.shortName() + "/" : ""));
        });
        return lines;
    }

    private List<String> table(ResourceKind kind, List<StatRow> rows, String prefix) {
        List<Column> columns = new ArrayList<>();
        if (namespaces) {
            columns.add(Column.of("NAMESPACE", row -> row.resource().namespace()));
        }
        columns.add(Column.of("NAME", row -> prefix + row.resource().name()));
        int leftColumns = columns.size();
        addNames(columns, kind, rows.stream().anyMatch(row -> row.tsStats() != null));
        addDecisions(columns, kind);
        addRequests(columns);
        addConnections(columns, kind);
        Table table =
                Table.ofFigures(leftColumns, columns.stream().map(Column::title).toList());
        rows.forEach(row ->
                table.row(columns.stream().map(column -> column.cell.apply(row)).toList()));
        return table.lines();
    }

    private static void addNames(List<Column> columns, ResourceKind kind, boolean splits) {
        if (kind == ResourceKind.POD) {
            columns.add(Column.of("STATUS", StatRow::status));
        }
        if (kind == ResourceKind.HTTPROUTE) {
            columns.add(Column.of("SERVER", StatRow::server));
        }
        if (splits) {
            columns.add(Column.of(
                    "APEX", row -> row.tsStats() == null ? null : row.tsStats().apex()));
            columns.add(Column.of(
                    "LEAF", row -> row.tsStats() == null ? null : row.tsStats().leaf()));
            columns.add(Column.of(
                    "WEIGHT",
                    row -> row.tsStats() == null ? null : row.tsStats().weight()));
        }
    }

    private void addDecisions(List<Column> columns, ResourceKind kind) {
        if (!kind.isPolicy()) {
            columns.add(Column.of("MESHED", StatRow::meshed));
        }
        if (authentication) {
            columns.add(new Column("AUTHENTICATION", this::authentication));
        }
        if (kind.turnsAway()) {
            columns.add(new Column("UNAUTHORIZED", this::unauthorized));
        }
    }

    private Cell authentication(StatRow row) {
        String proof = row.authentication();
        return proof == null
                ? Cell.of(Figures.NONE)
                : new Cell(proof, proof.equals(MTLS) ? console::good : console::doubtful);
    }

    private Cell unauthorized(StatRow row) {
        Double rate = row.unauthorized(windowSeconds);
        String text = rate == null ? Figures.NONE : Figures.rps(rate);
        return rate != null && rate > 0 ? new Cell(text, console::bad) : Cell.of(text);
    }

    private void addRequests(List<Column> columns) {
        for (int i = 0; i < FIGURES.size(); i++) {
            int figure = i;
            columns.add(Column.of(FIGURES.get(i), row -> requests(row).get(figure)));
        }
    }

    private List<String> requests(StatRow row) {
        StatRow.Requests requests = row.stats();
        return Figures.requests(requests, requests == null ? 0 : row.perSecond(requests.all(), windowSeconds));
    }

    private void addConnections(List<Column> columns, ResourceKind kind) {
        if (kind.hasConnections()) {
            columns.add(Column.of("TCP_CONN", row -> tcp(row, tcp -> Long.toString(tcp.openConnections()))));
        }
        if (kind.hasConnections() && wide) {
            columns.add(Column.of("READ_BYTES/SEC", row -> tcp(row, tcp -> rate(row, tcp.readBytesTotal()))));
            columns.add(Column.of("WRITE_BYTES/SEC", row -> tcp(row, tcp -> rate(row, tcp.writeBytesTotal()))));
        }
    }

    private static @Nullable String tcp(StatRow row, Function<Edge.Tcp, String> text) {
        Edge.Tcp tcp = row.connections();
        return tcp == null ? null : text.apply(tcp);
    }

    private String rate(StatRow row, long bytes) {
        return Figures.bytesPerSecond(row.perSecond(bytes, windowSeconds));
    }
}
