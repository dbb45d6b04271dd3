package io.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Results as a picture (SVG) that is read on light and dark pages: bars of what a request costs, and of how long it takes. */
record Chart(Path page, Path picture) {
    private static final int WIDTH = 760;
    private static final int LABELS = 190;
    private static final int LONGEST = 480;
    private static final int LINE = 20;
    private static final int TITLE = 34;
    private static final String STYLE = """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #24292f; }
              .title { font-weight: 600; }
              .direct { fill: #8b949e; } .nginx { fill: #2da44e; } .haproxy { fill: #bf8700; }
              .weft { fill: #0969da; } .peer { fill: #a475f9; }
              @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .weft { fill: #58a6ff; } }
            </style>
            """;

    /** The picture's file has the page's name. */
    static Chart beside(Path page) {
        return new Chart(
                page, page.resolveSibling(String.valueOf(page.getFileName()).replaceFirst("(\\.md)?$", ".svg")));
    }

    /** In Markdown. */
    String link() {
        return "\n![bars of the figures above](" + picture.getFileName() + ")\n";
    }

    void draw(List<Result> results) {
        try {
            Files.writeString(picture, render(results));
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + picture, e);
        }
    }

    /** What is drawn of each row. */
    private record Panel(String title, String format, ToDoubleFunction<Sample> figure, boolean direct) {
        List<Result> rows(List<Result> results) {
            return results.stream()
                    .filter(row -> !row.isVoid() && (direct || row.mesh() != Mesh.DIRECT))
                    .toList();
        }
    }

    private static final List<Panel> PANELS = List.of(
            new Panel("CPU µs a request, both proxies, at " + Course.PACE + "/s", "%.0f", Sample::pacedCpu, false),
            new Panel("CPU µs a request, both proxies, saturated", "%.0f", Sample::saturatedCpu, false),
            new Panel(
                    "p99 in ms at " + Course.CALM + "/s",
                    "%.2f",
                    sample -> sample.calm().p99() / 1e3,
                    true));

    static String render(List<Result> results) {
        StringBuilder drawn = new StringBuilder();
        int y = 0;
        for (Panel panel : PANELS) {
            drawn.append(panel(panel, panel.rows(results), y));
            y += TITLE + LINE * panel.rows(results).size();
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                %3$s%4$s</svg>
                """.formatted(WIDTH, y, STYLE, drawn);
    }

    private static String panel(Panel panel, List<Result> rows, int top) {
        double most = rows.stream()
                .mapToDouble(row -> row.median(panel.figure()))
                .max()
                .orElse(1);
        StringBuilder drawn = new StringBuilder(
                "<text class=\"title\" x=\"0\" y=\"%d\">%s</text>\n".formatted(top + 22, panel.title()));
        for (int row = 0; row < rows.size(); row++) {
            drawn.append(bar(panel, rows.get(row), most, top + TITLE + LINE * row));
        }
        return drawn.toString();
    }

    private static String bar(Panel panel, Result row, double most, int y) {
        double value = row.median(panel.figure());
        double length = most > 0 ? LONGEST * value / most : 0;
        return String.format(
                Locale.ROOT,
                """
                <text x="0" y="%1$d">%2$s, %3$s</text>
                <rect class="%4$s" x="%5$d" y="%6$d" width="%7$.1f" height="14" rx="2"/>
                <text x="%8$.1f" y="%1$d">%9$s</text>
                """,
                y + 12,
                row.scenario().text(),
                row.mesh().title(),
                row.mesh().key(),
                LABELS,
                y,
                length,
                LABELS + length + 6,
                String.format(Locale.ROOT, panel.format(), value));
    }
}
