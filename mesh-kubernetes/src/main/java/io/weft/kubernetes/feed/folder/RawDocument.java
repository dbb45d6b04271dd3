package io.weft.kubernetes.feed.folder;

/**
 * One document of a file, not parsed yet.
 *
 * @param firstLine where its text begins in the file, from 1
 * @param wellEncoded false if its bytes are not UTF-8; {@code text} then has replacement characters
 */
record RawDocument(int firstLine, String text, boolean wellEncoded) {
    /** Whether there is nothing but blank lines, comments and the separator. */
    boolean isEmpty() {
        return text.lines()
                .allMatch(line -> line.isBlank() || isComment(line) || DocumentSplitter.isBareSeparator(line));
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }
}
