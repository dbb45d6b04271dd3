package io.weft.cli.tap;

import io.weft.cli.machine.KeyPress;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the table is looked at. Pure.
 *
 * @param filter only rows that have it in them
 * @param typing whether the filter is being typed
 * @param shift characters scrolled to the right
 * @param over whether there has been enough of it
 */
record TopView(TopSort sort, String filter, boolean typing, int shift, boolean over) {
    private static final int STEP = 8;

    static TopView of(TopSort sort, String filter) {
        return new TopView(sort, filter, false, 0, false);
    }

    /** What {@code key} makes of it. */
    TopView after(KeyPress key) {
        return typing ? typed(key) : commanded(key);
    }

    private TopView commanded(KeyPress key) {
        return switch (key) {
            case KeyPress.Special.LEFT -> shifted(-STEP);
            case KeyPress.Special.RIGHT -> shifted(STEP);
            case KeyPress.Special.ESCAPE -> filtered("", false);
            case KeyPress.Special.ENTER, KeyPress.Special.BACKSPACE -> this;
            case KeyPress.Letter(char letter) ->
                switch (letter) {
                    case 'q' -> new TopView(sort, filter, false, shift, true);
                    case 'a' -> shifted(-STEP);
                    case 'd' -> shifted(STEP);
                    case 's' -> new TopView(sort.next(), filter, false, shift, false);
                    case '/' -> filtered("", true);
                    default -> this;
                };
        };
    }

    private TopView typed(KeyPress key) {
        return switch (key) {
            case KeyPress.Special.ENTER -> filtered(filter, false);
            case KeyPress.Special.ESCAPE -> filtered("", false);
            case KeyPress.Special.BACKSPACE ->
                filtered(filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1), true);
            case KeyPress.Special.LEFT, KeyPress.Special.RIGHT -> this;
            case KeyPress.Letter(char letter) -> filtered(filter + letter, true);
        };
    }

    private TopView shifted(int by) {
        return new TopView(sort, filter, typing, Math.max(0, shift + by), false);
    }

    private TopView filtered(String text, boolean still) {
        return new TopView(sort, text, still, shift, false);
    }

    /** Those that are wanted, in order. */
    Stream<TopRow> select(List<TopRow> rows) {
        return rows.stream().filter(row -> row.key().contains(filter)).sorted(sort.order());
    }

    /** What can be done, in {@code width} characters at most. */
    String cutHelp(int width) {
        String all = help();
        return all.substring(0, Math.min(all.length(), width));
    }

    private String help() {
        if (typing) {
            return "filter: " + filter + "_   (Enter keeps it, Esc drops it)";
        }
        return "q quits, a and d scroll, s sorts: " + sort.text() + ", / filters"
                + (filter.isEmpty() ? "" : ": " + filter + " (Esc drops it)");
    }

    /** {@code line} scrolled, at most {@code width} characters of it. */
    String cut(String line, int width) {
        int[] shown = line.codePoints().skip(shift).limit(Math.max(0, width)).toArray();
        return new String(shown, 0, shown.length);
    }
}
