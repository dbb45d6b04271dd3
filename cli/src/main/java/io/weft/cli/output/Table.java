package io.weft.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text in columns as wide as their content; what ends as the branch of a tree goes on to the next column. Colour does not count
 * into the width.
 *
 * @see "cli, 12"
 */
public final class Table {
    private static final String BRANCH = "─";
    private static final int SHARED_GAP = 2;
    private static final int FIGURES_GAP = 3;

    private final List<String> titles;
    private final int leftColumns;
    private final int gap;
    private final boolean trailing;
    private final List<List<Cell>> rows = new ArrayList<>();

    private Table(List<String> titles, int leftColumns, int gap, boolean trailing) {
        this.titles = List.copyOf(titles);
        this.leftColumns = leftColumns;
        this.gap = gap;
        this.trailing = trailing;
    }

    /**
     * One cell.
     *
     * @param paint puts colour around the text once it is padded
     */
    public record Cell(String text, UnaryOperator<String> paint) {
        public static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    /** All columns left aligned, two blanks after every one, the last included. */
    public static Table ofText(List<String> titles) {
        return new Table(titles, titles.size(), SHARED_GAP, true);
    }

    /** As {@link #ofText(List)}, but only the first {@code leftColumns} left aligned. */
    public static Table ofText(int leftColumns, List<String> titles) {
        return new Table(titles, leftColumns, SHARED_GAP, true);
    }

    /** The first {@code leftColumns} left aligned, figures right aligned, three blanks between. */
    public static Table ofFigures(int leftColumns, List<String> titles) {
        return new Table(titles, leftColumns, FIGURES_GAP, false);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there is not one cell per column
     */
    public void row(List<Cell> cells) {
        if (cells.size() != titles.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + titles.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The titles, then the rows. */
    public List<String> lines() {
        List<List<Cell>> all = new ArrayList<>();
        all.add(titles.stream().map(Cell::of).toList());
        all.addAll(rows);
        int[] widths = widths(all);
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            boolean last = i == row.size() - 1;
            Cell cell = row.get(i);
            boolean left = i < leftColumns;
            int missing = widths[i] - length(cell.text());
            String after = cell.text().endsWith(BRANCH) ? BRANCH : " ";
            String before = cell.text().startsWith(BRANCH) ? BRANCH : " ";
            String padded = left
                    ? cell.text() + (last && !trailing ? "" : after.repeat(missing))
                    : before.repeat(missing) + cell.text();
            line.append(cell.paint().apply(padded)).append(last && !trailing ? "" : after.repeat(gap));
        }
        return line.toString();
    }

    private static int[] widths(List<List<Cell>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i).text()));
            }
        }
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
