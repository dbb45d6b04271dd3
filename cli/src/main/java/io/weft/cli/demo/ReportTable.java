package io.weft.cli.demo;

import io.weft.cli.output.Table;
import io.weft.cli.output.Table.Cell;
import io.weft.cli.viz.Edge;
import io.weft.cli.viz.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Edges and counts as lines of text. Pure.
 *
 * @param good paints what is secured
 * @param bad paints what is not
 */
record ReportTable(UnaryOperator<String> good, UnaryOperator<String> bad) {
    private static final int NAMES = 3;
    private static final List<String> TITLES =
            List.of("CLIENT", "SERVER", "SECURED", "REQUESTS", "SUCCESS", "LATENCY_P50", "LATENCY_P95", "LATENCY_P99");

    /** {@code window} is how far back the edges look. */
    List<String> lines(List<NamedEdge> edges, Counts counts, Duration window) {
        Table table = Table.ofFigures(NAMES, TITLES);
        edges.forEach(edge -> table.row(row(edge)));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("last " + window.toSeconds() + " s; since the start: " + counts.sent() + " requests sent, "
                + counts.madeFailures() + " refused on purpose, " + counts.unexpectedFailures()
                + " failed unexpectedly");
        return lines;
    }

    private List<Cell> row(NamedEdge named) {
        Edge edge = named.edge();
        boolean any = edge.requests() > 0;
        return List.of(
                Cell.of(named.client()),
                Cell.of(named.server()),
                edge.secured() ? new Cell("√", good) : new Cell(edge.noIdentityMsg(), bad),
                Cell.of(any ? Long.toString(edge.requests()) : "open"),
                Cell.of(Figures.percent(edge.successRate())),
                Cell.of(any ? Figures.millis(edge.latencyMsP50()) : Figures.NONE),
                Cell.of(any ? Figures.millis(edge.latencyMsP95()) : Figures.NONE),
                Cell.of(any ? Figures.millis(edge.latencyMsP99()) : Figures.NONE));
    }
}
