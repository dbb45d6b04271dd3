package io.weft.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.output.Table.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void textHasTwoBlanksAfterEveryColumn() {
        Table table = Table.ofText(List.of("SRC", "SECURED"));
        table.row(cells("a-long-name", "√"));
        table.row(cells("b", "not_confirmed"));

        assertThat(table.lines())
                .containsExactly(
                        "SRC          SECURED        ", "a-long-name  √              ", "b            not_confirmed  ");
    }

    @Test
    void figuresAreRightAlignedBehindTheNames() {
        Table table = Table.ofFigures(1, List.of("NAME", "RPS", "P50"));
        table.row(cells("web", "100.0rps", "1ms"));
        table.row(cells("catalog", "-", "-"));

        assertThat(table.lines())
                .containsExactly("NAME           RPS   P50", "web       100.0rps   1ms", "catalog          -     -");
    }

    @Test
    void branchesOfATreeGoOnToTheNextColumn() {
        Table table = Table.ofText(2, List.of("NAME", "ROUTE", "RPS"));
        table.row(cells("web", "items", "10"));
        table.row(cells("└─", "─", "─► 1"));

        assertThat(table.lines()).containsExactly("NAME  ROUTE   RPS  ", "web   items    10  ", "└─────────────► 1  ");
    }

    @Test
    void colourIsPutAroundThePaddedText() {
        Table table = Table.ofText(List.of("SECURED", "X"));
        table.row(List.of(new Cell("√", text -> "<" + text + ">"), Cell.of("y")));

        assertThat(table.lines()).containsExactly("SECURED  X  ", "<√      >  y  ");
    }

    @Test
    void rowMustFitTheColumns() {
        Table table = Table.ofText(List.of("A", "B"));

        assertThatThrownBy(() -> table.row(cells("1"))).hasMessage("1 cells for 2 columns");
    }

    private static List<Cell> cells(String... texts) {
        return java.util.Arrays.stream(texts).map(Cell::of).toList();
    }
}
