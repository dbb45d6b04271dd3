package io.weft.cli.viz;

import io.weft.cli.output.Console;
import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows as one table per type.
 *
 * @see "cli, 9.1; brief-vs-linkerd, 6.2"
 */
final class StatTables {
    private static final String MTLS = "mtls";
    private static final StatRow.Split NO_SPLIT = new StatRow.Split(Figures.NONE, Figures.NONE, Figures.NONE);

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

    List<String> lines(List<StatRow> rows) {
        SequencedMap<String, List<StatRow>> byType = new LinkedHashMap<>();
        rows.forEach(row -> byType.computeIfAbsent(row.resource().type(), type -> new ArrayList<>())
                .add(row));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, List<StatRow>> table : byType.entrySet()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            String prefix =
                    byType.size() > 1 ? ResourceKind.parse(table.getKey()).shortName() + "/" : "";
            lines.addAll(table(
                    table.getValue(),
                    prefix,
                    table.getKey().equals(ResourceKind.POD.text()),
                    table.getValue().stream().anyMatch(row -> row.tsStats() != null)));
        }
        return lines;
    }

    private List<String> table(List<StatRow> rows, String prefix, boolean pods, boolean splits) {
        List<String> titles = new ArrayList<>();
        if (namespaces) {
            titles.add("NAMESPACE");
        }
        titles.add("NAME");
        int leftColumns = titles.size();
        if (pods) {
            titles.add("STATUS");
        }
        if (splits) {
            titles.addAll(List.of("APEX", "LEAF", "WEIGHT"));
        }
        titles.add("MESHED");
        if (authentication) {
            titles.add("AUTHENTICATION");
        }
        titles.addAll(List.of("SUCCESS", "RPS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99", "TCP_CONN"));
        if (wide) {
            titles.addAll(List.of("READ_BYTES/SEC", "WRITE_BYTES/SEC"));
        }
        Table table = Table.ofFigures(leftColumns, titles);
        rows.forEach(row -> table.row(row(row, prefix, pods, splits)));
        return table.lines();
    }

    private List<Cell> row(StatRow row, String prefix, boolean pod, boolean splits) {
        List<Cell> cells = new ArrayList<>();
        if (namespaces) {
            cells.add(Cell.of(row.resource().namespace()));
        }
        cells.add(Cell.of(prefix + row.resource().name()));
        if (pod) {
            cells.add(Cell.of(row.status()));
        }
        if (splits) {
            StatRow.Split split = row.tsStats() == null ? NO_SPLIT : row.tsStats();
            cells.addAll(List.of(Cell.of(split.apex()), Cell.of(split.leaf()), Cell.of(split.weight())));
        }
        String meshed = row.meshed();
        cells.add(meshed == null ? none() : Cell.of(meshed));
        if (authentication) {
            cells.add(authentication(row.authentication()));
        }
        addRequests(cells, row);
        addConnections(cells, row);
        return cells;
    }

    private Cell authentication(@Nullable String proof) {
        if (proof == null) {
            return Cell.of(Figures.NONE);
        }
        return new Cell(proof, proof.equals(MTLS) ? console::good : console::doubtful);
    }

    private void addRequests(List<Cell> cells, StatRow row) {
        StatRow.Requests requests = row.stats();
        double rate = requests == null ? 0 : row.perSecond(requests.all(), windowSeconds);
        Figures.requests(requests, rate).forEach(text -> cells.add(Cell.of(text)));
    }

    private void addConnections(List<Cell> cells, StatRow row) {
        Edge.Tcp tcp = row.isMeshed() || row.isService() ? row.tcpStats() : null;
        cells.add(tcp == null ? none() : Cell.of(Long.toString(tcp.openConnections())));
        if (wide) {
            cells.add(tcp == null ? none() : rate(row, tcp.readBytesTotal()));
            cells.add(tcp == null ? none() : rate(row, tcp.writeBytesTotal()));
        }
    }

    private Cell rate(StatRow row, long bytes) {
        return Cell.of(Figures.bytesPerSecond(row.perSecond(bytes, windowSeconds)));
    }

    private static Cell none() {
        return Cell.of(Figures.NONE);
    }
}
