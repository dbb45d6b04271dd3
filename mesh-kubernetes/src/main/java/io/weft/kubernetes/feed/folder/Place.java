package io.weft.kubernetes.feed.folder;

import java.util.Comparator;

/**
 * Where a document stands. Of two documents with one name the one at the lesser place counts.
 *
 * @param index its number among the documents of the file, from 0
 * @param line where it begins, from 1; for messages, it does not order
 */
record Place(String file, int index, int line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::index);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
