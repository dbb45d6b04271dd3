package io.weft.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.machine.KeyPress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopViewTest {
    private static final List<TopRow> ROWS = List.of(
            row("web", "/a", 5, 10, 100, 30, 5),
            row("web", "/b", 9, 20, 200, 20, 1),
            row("batch", "/a", 7, 5, 50, 50, 7));

    private static TopRow row(String source, String path, long count, long best, long worst, long last, long good) {
        return new TopRow(
                new TopRow.Key(source, "catalog", "GET", path),
                count,
                Duration.ofMillis(best),
                Duration.ofMillis(worst),
                Duration.ofMillis(last),
                good);
    }

    private static TopView press(TopView view, String letters) {
        return letters.chars()
                .mapToObj(letter -> (KeyPress) new KeyPress.Letter((char) letter))
                .reduce(view, TopView::after, (one, other) -> other);
    }

    private static List<String> selected(TopView view) {
        return view.select(ROWS)
                .map(row -> row.key().source() + row.key().target())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "count,   web/b batch/a web/a",
        "best,    batch/a web/a web/b",
        "worst,   web/b web/a batch/a",
        "last,    batch/a web/a web/b",
        "success, web/b batch/a web/a",
    })
    void whatMattersMostComesFirst(TopSort sort, String order) {
        assertThat(selected(TopView.of(sort, ""))).containsExactly(order.split(" ", -1));
    }

    @Test
    void sTakesTheNextColumnAndAfterTheLastTheFirst() {
        assertThat(Stream.of("", "s", "ss", "sss", "ssss", "sssss")
                        .map(keys -> press(TopView.of(TopSort.count, ""), keys).sort()))
                .containsExactly(
                        TopSort.count, TopSort.best, TopSort.worst, TopSort.last, TopSort.success, TopSort.count);
    }

    @Test
    void afterASlashLettersAreAFilterUntilEnter() {
        TopView typing = press(TopView.of(TopSort.count, ""), "/batqd").after(KeyPress.Special.BACKSPACE);
        TopView corrected = typing.after(KeyPress.Special.BACKSPACE).after(KeyPress.Special.ENTER);

        assertThat(typing.typing()).isTrue();
        assertThat(corrected.filter()).isEqualTo("bat");
        assertThat(selected(corrected)).containsExactly("batch/a");
        assertThat(press(corrected, "q").over()).isTrue();
    }

    @Test
    void escapeDropsTheFilter() {
        KeyPress escape = KeyPress.Special.ESCAPE;
        assertThat(selected(TopView.of(TopSort.count, "batch").after(escape))).hasSize(3);
        assertThat(press(TopView.of(TopSort.count, ""), "/x").after(escape)).isEqualTo(TopView.of(TopSort.count, ""));
    }

    @Test
    void aAndDAndArrowsScroll() {
        TopView right = press(TopView.of(TopSort.count, ""), "d").after(KeyPress.Special.RIGHT);

        assertThat(right.cut("0123456789012345678", 2)).isEqualTo("67");
        assertThat(press(right, "a")
                        .after(KeyPress.Special.LEFT)
                        .after(KeyPress.Special.LEFT)
                        .cut("0123", 2))
                .isEqualTo("01");
    }
}
