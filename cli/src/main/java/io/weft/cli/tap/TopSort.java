package io.weft.cli.tap;

import java.util.Comparator;
import java.util.Locale;

/** What is first. */
enum TopSort {
    count("Count"),
    best("Best"),
    worst("Worst"),
    last("Last"),
    success("Success Rate");

    private static final Comparator<TopRow> MOST =
            Comparator.comparingLong(TopRow::count).reversed();
    private static final Comparator<TopRow> NAMES = Comparator.comparing(
                    (TopRow row) -> row.key().source())
            .thenComparing(row -> row.key().destination())
            .thenComparing(row -> row.key().method())
            .thenComparing(row -> row.key().target());

    private final String title;

    TopSort(String title) {
        this.title = title;
    }

    /** Of the column. */
    String title() {
        return title;
    }

    String text() {
        return title.toLowerCase(Locale.ROOT);
    }

    TopSort next() {
        return switch (this) {
            case count -> best;
            case best -> worst;
            case worst -> last;
            case last -> success;
            case success -> count;
        };
    }

    /** Of those that are equal in this the most frequent first. */
    Comparator<TopRow> order() {
        Comparator<TopRow> first = switch (this) {
            case count -> MOST;
            case best -> Comparator.comparing(TopRow::best);
            case worst -> Comparator.comparing(TopRow::worst).reversed();
            case last -> Comparator.comparing(TopRow::last).reversed();
            case success -> Comparator.comparingDouble(TopRow::successRate);
        };
        return first.thenComparing(MOST).thenComparing(NAMES);
    }
}
